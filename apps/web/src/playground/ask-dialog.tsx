'use client';

import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { texts } from '../texts';
import { Button, buttonClass } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { missingOf, startOf, type Schema, type Values } from './json-schema';
import { SchemaForm } from './schema-form';
import type { Asked } from './use-session';

const words = texts.playground.ask;

/** What a server asks in the middle of a call: a form, or an address to open. Closing it is an answer, too. */
export default function AskDialog({ server, asked }: { server: string; asked: Asked }) {
  const { question, answer } = asked;
  return question.mode === 'url' ? (
    <AskUrl server={server} message={question.message} url={question.url} answer={answer} />
  ) : (
    <AskForm
      server={server}
      message={question.message}
      schema={question.requestedSchema as unknown as Schema}
      answer={answer}
    />
  );
}

type Answer = Asked['answer'];

function AskForm({
  server,
  message,
  schema,
  answer,
}: {
  server: string;
  message: string;
  schema: Schema;
  answer: Answer;
}) {
  const [values, setValues] = useState<Values>(() => startOf(schema));
  const [wanting, setWanting] = useState<readonly string[]>([]);
  const send = (): void => {
    const missing = missingOf(schema, values);
    setWanting(missing);
    if (missing.length === 0) answer({ action: 'accept', content: values as Record<string, string> });
  };
  const footer = (
    <>
      <Button onClick={() => answer({ action: 'decline' })}>{words.decline}</Button>
      <Button look="primary" onClick={send}>
        {words.send}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={() => answer({ action: 'cancel' })} title={words.title(server)} footer={footer}>
      <div className="grid gap-3">
        <p className="break-words whitespace-pre-wrap">{message}</p>
        <SchemaForm schema={schema} root={schema} values={values} onChange={setValues} />
        {wanting.length > 0 && (
          <p role="alert" className="text-bad text-xs">
            {texts.playground.missing(wanting.join(', '))}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Nothing is opened by itself: the person sees the whole address first. */
function AskUrl({ server, message, url, answer }: { server: string; message: string; url: string; answer: Answer }) {
  const isWeb = /^https?:\/\//i.test(url);
  const footer = (
    <>
      <Button onClick={() => answer({ action: 'decline' })}>{words.decline}</Button>
      <Button look="primary" onClick={() => answer({ action: 'accept' })}>
        {words.done}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={() => answer({ action: 'cancel' })} title={words.title(server)} footer={footer}>
      <div className="grid gap-3">
        <p className="break-words whitespace-pre-wrap">{message}</p>
        <p className="text-soft">{isWeb ? words.urlHint : words.notHttp}</p>
        <code className="border-line bg-raised rounded-md border p-2 font-mono text-xs break-all">{url}</code>
        {isWeb && (
          <a href={url} target="_blank" rel="noopener noreferrer" className={buttonClass('plain')}>
            <ExternalLink aria-hidden />
            {words.open}
          </a>
        )}
      </div>
    </Dialog>
  );
}
