'use client';

import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { texts } from '../texts';
import { Button } from './button';
import { CodeBlock, CopyButton } from './copy-button';

type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

const OPEN_DEPTH = 2;
/** JSON of so few values is shown whole at once. */
const OPEN_VALUES_MAX = 60;
const SHOWN_MAX = 200;
const INDENT_REM = 1;

/** JSON as a tree that folds, masked parts marked, to be copied whole. What is no JSON (it was cut) is shown as text. */
export function Json({ text, mask }: { text: string; mask: RegExp }) {
  const [all, setAll] = useState<{ open: boolean; turn: number } | null>(null);
  const value = useMemo(() => parse(text), [text]);
  if (value === undefined)
    return (
      <div className="grid gap-1">
        <p className="text-soft text-xs">{texts.ui.cut}</p>
        <CodeBlock code={text} />
      </div>
    );
  const turn = (open: boolean) => (): void => setAll({ open, turn: (all?.turn ?? 0) + 1 });
  return (
    <div className="border-line bg-raised/50 min-w-0 rounded-md border">
      <div className="border-line flex justify-end gap-1 border-b p-1">
        <Button look="quiet" size="small" onClick={turn(true)}>
          {texts.ui.expandAll}
        </Button>
        <Button look="quiet" size="small" onClick={turn(false)}>
          {texts.ui.foldAll}
        </Button>
        <CopyButton text={() => JSON.stringify(value, null, 2)} />
      </div>
      <div className="overflow-x-auto p-2 font-mono text-xs leading-6">
        <Node key={all?.turn ?? 0} value={value} depth={0} open={all?.open ?? (isSmall(value) || null)} mask={mask} />
      </div>
    </div>
  );
}

function parse(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

const isSmall = (value: Value): boolean => countValues(value, OPEN_VALUES_MAX + 1) <= OPEN_VALUES_MAX;

/** How many values it has, itself too; no further than `max`. */
function countValues(value: Value, max: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const child of Object.values(value) as Value[]) {
    if (count >= max) break;
    count += countValues(child, max - count);
  }
  return count;
}

interface NodeProps {
  name?: string;
  value: Value;
  depth: number;
  /** Whether branches begin open; null: by their depth. */
  open: boolean | null;
  mask: RegExp;
}

function Node({ name, value, depth, open, mask }: NodeProps) {
  const label = name === undefined ? null : <span className="text-accent">{name}: </span>;
  if (typeof value !== 'object' || value === null)
    return (
      <div style={{ paddingLeft: `${(depth + 1) * INDENT_REM}rem` }} className="break-words whitespace-pre-wrap">
        {label}
        <Leaf value={value} mask={mask} />
      </div>
    );
  return <Branch name={label} value={value} depth={depth} open={open} mask={mask} />;
}

function Branch({
  name,
  value,
  depth,
  open,
  mask,
}: Omit<NodeProps, 'name' | 'value'> & {
  name: React.ReactNode;
  value: object;
}) {
  const [isOpen, setOpen] = useState(open ?? depth < OPEN_DEPTH);
  const [shown, setShown] = useState(SHOWN_MAX);
  const entries = Object.entries(value) as [string, Value][];
  const isList = Array.isArray(value);
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        style={{ paddingLeft: `${depth * INDENT_REM}rem` }}
        className="hover:bg-raised flex w-full items-center text-left -outline-offset-2!"
      >
        <ChevronRight className={`size-4 shrink-0 transition-transform ${isOpen ? 'rotate-90' : ''}`} aria-hidden />
        {name}
        <span className="text-soft">
          &nbsp;{isList ? '[ ]' : '{ }'} {texts.ui.expand(entries.length)}
        </span>
      </button>
      {isOpen &&
        entries
          .slice(0, shown)
          .map(([key, child]) => <Node key={key} name={key} value={child} depth={depth + 1} open={open} mask={mask} />)}
      {isOpen && entries.length > shown && (
        <Button look="quiet" size="small" onClick={() => setShown(shown + SHOWN_MAX)}>
          {texts.ui.loadMore}
        </Button>
      )}
    </div>
  );
}

function Leaf({ value, mask }: { value: null | boolean | number | string; mask: RegExp }) {
  if (typeof value !== 'string') return <span className="text-warn">{String(value)}</span>;
  const parts = value.split(mask);
  return (
    <span className="text-ok">
      &quot;
      {parts.map((part, index) =>
        // `split` with one group gives what is between, then what was found.
        index % 2 === 1 ? (
          <mark key={index} title={texts.ui.masked} className="bg-warn-wash text-warn rounded px-1">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
      &quot;
    </span>
  );
}
