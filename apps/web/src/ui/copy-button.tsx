'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { texts } from '../texts';
import { Button, IconButton } from './button';

const SAID_MS = 1_500;

/** Copies; with `label` as a button with words. */
export function CopyButton({ text, label }: { text: string | (() => string); label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    void navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(() => setCopied(true));
  };
  const icon = copied ? <Check aria-hidden /> : <Copy aria-hidden />;
  const name = copied ? texts.ui.copied : (label ?? texts.ui.copy);
  return (
    <>
      {label === undefined ? (
        <IconButton label={name} icon={icon} size="small" onClick={copy} />
      ) : (
        <Button onClick={copy}>
          {icon}
          {name}
        </Button>
      )}
      <span role="status" className="sr-only">
        {copied ? texts.ui.copied : ''}
      </span>
    </>
  );
}

/** Something to be pasted elsewhere. */
export function CodeBlock({ code, label }: { code: string; label?: string }) {
  return (
    <figure className="border-line bg-raised relative min-w-0 rounded-md border text-left">
      {label !== undefined && <figcaption className="text-soft px-3 pt-2 text-xs">{label}</figcaption>}
      {/* Scrolled by keyboard where it is wider than there is room. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 pr-12 font-mono text-xs leading-relaxed">
        <code>{code}</code>
      </pre>
      <span className="absolute top-1.5 right-1.5">
        <CopyButton text={code} />
      </span>
    </figure>
  );
}
