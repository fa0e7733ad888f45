'use client';

import { Download, ExternalLink } from 'lucide-react';
import { texts } from '../texts';
import { buttonClass } from '../ui/button';
import { CodeBlock } from '../ui/copy-button';
import type { CallToolResult } from './mcp-session';

const words = texts.playground;
type Block = CallToolResult['content'][number];

/** A server's word for what is in it is not trusted: only these are shown, all else is handed out as a file. */
const IMAGES = /^image\/(?:png|jpeg|gif|webp|avif|bmp)$/;
const AUDIO = /^audio\/[a-z0-9.+-]+$/;

const dataUrl = (type: string, base64: string): string => `data:${type};base64,${base64}`;

/** One part of a result, as what it is. */
export function Content({ block }: { block: Block }) {
  switch (block.type) {
    case 'text':
      return <Text text={block.text} />;
    case 'image':
      return <Media type={block.mimeType} data={block.data} name={words.image(block.mimeType)} />;
    case 'audio':
      return <Media type={block.mimeType} data={block.data} name={words.audio(block.mimeType)} />;
    case 'resource':
      return <Resource resource={block.resource} />;
    case 'resource_link':
      return <ResourceLink {...block} />;
    default:
      return <Unknown block={block} />;
  }
}

function Text({ text }: { text: string }) {
  return (
    <div className="border-line bg-raised/50 max-h-[32rem] overflow-auto rounded-md border p-3" tabIndex={0}>
      <p className="font-mono text-xs break-words whitespace-pre-wrap">{text}</p>
    </div>
  );
}

function Media({ type, data, name }: { type: string; data: string; name: string }) {
  return (
    <figure className="grid justify-items-start gap-1">
      {IMAGES.test(type) && (
        <img src={dataUrl(type, data)} alt={name} className="border-line max-h-96 max-w-full rounded-md border" />
      )}
      {AUDIO.test(type) && <audio controls src={dataUrl(type, data)} aria-label={name} className="w-full max-w-md" />}
      <figcaption className="text-soft flex flex-wrap items-center gap-2 text-xs">
        {name}
        <Save type={type} data={data} name={type.replace(/^.*\//, 'result.')} />
      </figcaption>
    </figure>
  );
}

function Save({ type, data, name }: { type: string; data: string; name: string }) {
  const isShown = IMAGES.test(type) || AUDIO.test(type);
  return (
    <a
      download={name}
      href={dataUrl(isShown ? type : 'application/octet-stream', data)}
      className={buttonClass('plain', 'small')}
    >
      <Download aria-hidden />
      {words.download}
    </a>
  );
}

type EmbeddedResource = Extract<Block, { type: 'resource' }>['resource'];

function Resource({ resource }: { resource: EmbeddedResource }) {
  const type = resource.mimeType ?? 'application/octet-stream';
  return (
    <section className="grid gap-1">
      <p className="text-soft text-xs break-all">
        {words.resource} <code className="font-mono">{resource.uri}</code>
      </p>
      {'text' in resource ? (
        <CodeBlock code={resource.text} />
      ) : (
        <Media type={type} data={resource.blob} name={resource.uri} />
      )}
    </section>
  );
}

function ResourceLink({ uri, name, title, description }: Extract<Block, { type: 'resource_link' }>) {
  const isWeb = /^https?:\/\//i.test(uri);
  return (
    <section className="border-line grid gap-0.5 rounded-md border px-3 py-2">
      <p className="text-soft text-xs">{words.link}</p>
      <p className="font-medium">{title ?? name}</p>
      {description !== undefined && <p className="text-soft">{description}</p>}
      {isWeb ? (
        <a href={uri} target="_blank" rel="noopener noreferrer" className="text-accent inline-flex gap-1 break-all">
          {uri}
          <ExternalLink className="size-4 shrink-0" aria-hidden />
        </a>
      ) : (
        <code className="font-mono text-xs break-all">{uri}</code>
      )}
    </section>
  );
}

function Unknown({ block }: { block: { type: string } }) {
  return (
    <div className="grid gap-1">
      <p className="text-soft text-xs">{words.otherKind(block.type)}</p>
      <CodeBlock code={JSON.stringify(block, null, 2)} />
    </div>
  );
}
