'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { masking } from '../../texts/en/masking';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { FIELDS_MAX } from './rules';

const words = masking.fields;

interface FieldNamesProps {
  names: readonly string[];
  may: boolean;
  problem: string | undefined;
  onChange: (names: readonly string[]) => void;
}

/** Names of members of JSON whose values are masked. */
export function FieldNames({ names, may, problem, onChange }: FieldNamesProps) {
  return (
    <section className="grid gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-medium">{words.title}</h3>
        <span className="text-soft figures text-xs">{words.count(names.length, FIELDS_MAX)}</span>
      </div>
      <p className="text-soft text-xs">{words.hint}</p>
      {names.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="flex flex-wrap gap-1.5">
        {names.map((name) => (
          <li key={name} className="bg-raised inline-flex max-w-full items-center rounded-md font-mono text-xs">
            <span className="min-w-0 px-2 py-1 break-all">{name}</span>
            {may && (
              <button
                type="button"
                aria-label={words.remove(name)}
                title={words.remove(name)}
                className="hover:text-bad grid size-6 shrink-0 place-items-center"
                onClick={() => onChange(names.filter((other) => other !== name))}
              >
                <X className="size-3.5" aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {problem}
        </p>
      )}
      {may && names.length < FIELDS_MAX && <AddName names={names} onAdd={(name) => onChange([...names, name])} />}
    </section>
  );
}

function AddName({ names, onAdd }: { names: readonly string[]; onAdd: (name: string) => void }) {
  const [entered, setEntered] = useState('');
  const name = entered.trim();
  const isTaken = names.some((other) => other.toLowerCase() === name.toLowerCase());
  const add = (): void => {
    if (name === '' || isTaken) return;
    onAdd(name);
    setEntered('');
  };
  return (
    <div className="flex max-w-sm items-end gap-2">
      <div className="min-w-0 grow">
        <Field label={words.label} error={isTaken ? words.taken : undefined}>
          {(control) => (
            <Input
              {...control}
              value={entered}
              maxLength={100}
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setEntered(event.target.value)}
              onKeyDown={(event) => {
                // The form around it is saved by its own button.
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
            />
          )}
        </Field>
      </div>
      <Button onClick={add} disabled={name === '' || isTaken} className={isTaken ? 'mb-5' : ''}>
        {words.add}
      </Button>
    </div>
  );
}
