'use client';

import { useQuery } from '@tanstack/react-query';
import { ListChecks, Plus, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { mcpServers } from '../people/directory-queries';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Field } from '../ui/field';
import { Checkbox, Input, Select } from '../ui/input';
import type { McpScope } from './key-queries';

const words = texts.keys.scope;
const ANY = ['*'];
/** Loaded when it is first opened. */
const ChooseTools = dynamic(() => import('./choose-tools'), { ssr: false });

type Server = { readonly id: string; readonly name: string };

interface PickerProps {
  value: readonly McpScope[];
  onChange: (scopes: McpScope[]) => void;
  error?: string | undefined;
}

/** Which servers may be used, and what of each. */
export function ScopePicker({ value, onChange, error }: PickerProps) {
  const api = useApi();
  const { can } = useSession();
  const servers = useQuery({ ...mcpServers(api), enabled: can('mcp_servers:read') });
  const known = servers.data?.items ?? [];
  const add = (): void => {
    const free = known.find(({ name }) => !value.some(({ server }) => server === name))?.name ?? '*';
    onChange([...value, { server: free, tools: ANY, resources: [], prompts: [] }]);
  };
  const replace = (index: number, scope: McpScope | null): void =>
    onChange(value.flatMap((old, at) => (at === index ? (scope === null ? [] : [scope]) : [old])));
  return (
    <div className="grid gap-3">
      {value.length === 0 && <p className="text-soft">{words.none}</p>}
      {value.map((scope, index) => (
        <ScopeRow key={index} scope={scope} servers={known} onChange={(next) => replace(index, next)} />
      ))}
      {error !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {error}
        </p>
      )}
      <Button onClick={add} className="justify-self-start">
        <Plus aria-hidden />
        {words.add}
      </Button>
    </div>
  );
}

interface RowProps {
  scope: McpScope;
  servers: readonly Server[];
  onChange: (scope: McpScope | null) => void;
}

function ScopeRow({ scope, servers, onChange }: RowProps) {
  const server = servers.find(({ name }) => name === scope.server);
  const known = scope.server === '*' || server !== undefined;
  return (
    <div className="border-line grid items-start gap-3 rounded-md border p-3 sm:grid-cols-[minmax(9rem,1fr)_minmax(10rem,2fr)_auto]">
      <Field label={words.server}>
        {(control) => (
          <Select {...control} value={scope.server} onChange={(e) => onChange({ ...scope, server: e.target.value })}>
            <option value="*">{words.every}</option>
            {!known && <option value={scope.server}>{words.unknown(scope.server)}</option>}
            {servers.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Tools server={server} tools={scope.tools} onChange={(tools) => onChange({ ...scope, tools })} />
      <div className="flex items-center gap-4 sm:pt-6">
        <Kind label={words.resources} on={scope.resources} set={(resources) => onChange({ ...scope, resources })} />
        <Kind label={words.prompts} on={scope.prompts} set={(prompts) => onChange({ ...scope, prompts })} />
        <IconButton label={words.remove} icon={<Trash2 aria-hidden />} onClick={() => onChange(null)} />
      </div>
    </div>
  );
}

interface ToolsProps {
  /** Whose tools can be listed; undefined for patterns. */
  server: Server | undefined;
  tools: readonly string[];
  onChange: (tools: string[]) => void;
}

function Tools({ server, tools, onChange }: ToolsProps) {
  const [text, setText] = useState(tools.join(', '));
  const [choosing, setChoosing] = useState(false);
  const change = (entered: string): void => {
    setText(entered);
    onChange(entered.split(/[,\n]/).map((part) => part.trim()).filter((part) => part !== '')); // prettier-ignore
  };
  return (
    <div className="grid gap-1">
      <Field label={words.tools} hint={words.toolsHint}>
        {(control) => (
          <Input {...control} value={text} onChange={(e) => change(e.target.value)} className="font-mono" />
        )}
      </Field>
      {server !== undefined && (
        <Button size="small" className="justify-self-start" onClick={() => setChoosing(true)}>
          <ListChecks aria-hidden />
          {words.choose.open}
        </Button>
      )}
      {server !== undefined && choosing && (
        <ChooseTools
          server={server}
          value={tools}
          onChoose={(chosen) => change(chosen.join(', '))}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  );
}

function Kind({ label, on, set }: { label: string; on: readonly string[]; set: (patterns: string[]) => void }) {
  return (
    <label className="inline-flex h-8 items-center gap-1.5">
      <Checkbox checked={on.length > 0} onCheckedChange={(checked) => set(checked === true ? ANY : [])} />
      {label}
    </label>
  );
}
