'use client';

import { Play, Square } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { ToolHints } from '../servers/tool-hints';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { CopyButton } from '../ui/copy-button';
import { Field } from '../ui/field';
import { TextArea } from '../ui/input';
import { Tabs } from '../ui/tabs';
import type { Prefill } from './from-trace';
import { missingOf, startOf, type Schema, type Values } from './json-schema';
import type { Tool } from './mcp-session';
import { SchemaForm } from './schema-form';
import { useKeepInAddress } from './use-keep-in-address';

const words = texts.playground;
const ADDRESS_CHARS_MAX = 4_000;

function parsedObject(text: string): Values | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : null;
  } catch {
    return null;
  }
}

/** The arguments, by a form or as JSON, whichever is at hand; both are the same values. */
function useArguments(server: string, tool: Tool, prefill: Prefill | null) {
  const url = useUrlState();
  const schema = tool.inputSchema as unknown as Schema;
  const [values, setValues] = useState<Values>(
    () => parsedObject(url.get('arguments') ?? '') ?? prefill?.arguments ?? startOf(schema),
  );
  const [text, setText] = useState(() => JSON.stringify(values, null, 2));
  const change = (next: Values): void => {
    setValues(next);
    setText(JSON.stringify(next, null, 2));
  };
  const type = (next: string): void => {
    setText(next);
    const parsed = parsedObject(next);
    if (parsed !== null) setValues(parsed);
  };
  const compact = JSON.stringify(values);
  useKeepInAddress(server, tool.name, compact.length > ADDRESS_CHARS_MAX || compact === '{}' ? null : compact);
  return { schema, values, text, change, type, isJson: parsedObject(text) !== null };
}

interface ToolFormProps {
  server: string;
  tool: Tool;
  prefill: Prefill | null;
  running: boolean;
  onCall: (args: Values) => void;
  onStop: () => void;
}

export default function ToolForm({ server, tool, prefill, running, onCall, onStop }: ToolFormProps) {
  const held = useArguments(server, tool, prefill);
  const { schema, values, isJson } = held;
  const [how, setHow] = useState('form');
  const [missing, setMissing] = useState<readonly string[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const lacking = how === 'form' ? missingOf(schema, values) : [];
    setMissing(lacking);
    if (lacking.length === 0 && (how === 'form' || isJson)) onCall(values);
  };
  const tabs = [
    { id: 'form', title: words.form, content: <FormArguments held={held} /> },
    { id: 'json', title: words.json, content: <JsonArguments held={held} /> },
  ];
  return (
    <Card title={tool.title ?? tool.name} actions={<CopyButton text={() => window.location.href} />}>
      <form onSubmit={submit} noValidate className="grid gap-3">
        {tool.description !== undefined && (
          <p className="text-soft max-h-40 overflow-y-auto break-words whitespace-pre-wrap">{tool.description}</p>
        )}
        <ToolHints annotations={tool.annotations ?? null} />
        {prefill !== null && <FromTraceNote prefill={prefill} />}
        <Tabs tabs={tabs} label={words.arguments} value={how} onChange={setHow} />
        {missing.length > 0 && (
          <p role="alert" className="text-bad">
            {words.missing(missing.join(', '))}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" busy={running}>
            <Play aria-hidden />
            {running ? words.calling : words.call}
          </Button>
          {running && (
            <Button onClick={onStop}>
              <Square aria-hidden />
              {words.cancel}
            </Button>
          )}
        </div>
      </form>
    </Card>
  );
}

type Held = ReturnType<typeof useArguments>;

function FormArguments({ held: { schema, values, change } }: { held: Held }) {
  const isEmpty = Object.keys(schema.properties ?? {}).length === 0;
  if (isEmpty) return <p className="text-soft">{words.noArguments}</p>;
  return <SchemaForm schema={schema} root={schema} values={values} onChange={change} />;
}

function JsonArguments({ held: { text, type, isJson } }: { held: Held }) {
  return (
    <Field label={words.arguments} hint={words.jsonHint} error={isJson ? undefined : words.jsonInvalid}>
      {(control) => (
        <TextArea
          {...control}
          value={text}
          onChange={(event) => type(event.target.value)}
          rows={12}
          spellCheck={false}
          className="font-mono text-xs"
        />
      )}
    </Field>
  );
}

function FromTraceNote({ prefill }: { prefill: Prefill }) {
  return (
    <p className="bg-accent-wash text-accent rounded-md px-3 py-2">
      {prefill.whole ? words.fromTrace : words.fromTraceCut} {words.maskedHint}
    </p>
  );
}
