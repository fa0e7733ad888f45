'use client';

import { Plus, Trash2 } from 'lucide-react';
import { masking } from '../../texts/en/masking';
import { Button, IconButton } from '../../ui/button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import type { Problems } from './problems';
import { newPattern, PATTERNS_MAX, type Draft } from './rules';

const words = masking.patterns;
type Edited = Draft['patterns'][number];

interface PatternsProps {
  patterns: readonly Edited[];
  may: boolean;
  problems: Problems;
  onChange: (patterns: readonly Edited[]) => void;
}

/** Patterns of the organisation's own: each is edited where it stands. */
export function Patterns({ patterns, may, problems, onChange }: PatternsProps) {
  return (
    <section className="grid gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h3 className="font-medium">{words.title}</h3>
        <span className="text-soft figures text-xs">{masking.fields.count(patterns.length, PATTERNS_MAX)}</span>
      </div>
      <p className="text-soft text-xs">{words.hint}</p>
      {patterns.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="grid gap-2">
        {patterns.map((pattern, index) => (
          <PatternRow
            key={pattern.id}
            pattern={pattern}
            may={may}
            problemOf={(part) => problems[`patterns.${index}.${part}`]}
            onChange={(changed) => onChange(patterns.map((other) => (other.id === pattern.id ? changed : other)))}
            onRemove={() => onChange(patterns.filter(({ id }) => id !== pattern.id))}
          />
        ))}
      </ul>
      {problems['patterns'] !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {problems['patterns']}
        </p>
      )}
      {may && patterns.length < PATTERNS_MAX && (
        <Button className="justify-self-start" onClick={() => onChange([...patterns, newPattern()])}>
          <Plus aria-hidden />
          {words.add}
        </Button>
      )}
    </section>
  );
}

interface PatternRowProps {
  pattern: Edited;
  may: boolean;
  problemOf: (part: keyof Edited) => string | undefined;
  onChange: (pattern: Edited) => void;
  onRemove: () => void;
}

function PatternRow({ pattern, may, problemOf, onChange, onRemove }: PatternRowProps) {
  const part = (name: 'name' | 'pattern' | 'replacement', charsMax: number, hint?: string) => (
    <Field label={words[name]} error={problemOf(name)} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input
          {...control}
          value={pattern[name]}
          maxLength={charsMax}
          disabled={!may}
          autoCapitalize="none"
          spellCheck={false}
          className={name === 'name' ? '' : 'font-mono'}
          onChange={(event) => onChange({ ...pattern, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <li className="border-line flex items-start gap-2 rounded-md border p-3">
      <div className="grid min-w-0 grow items-start gap-2 sm:grid-cols-2">
        {part('name', 60)}
        {part('replacement', 40, words.replacementHint)}
        <div className="sm:col-span-2">{part('pattern', 200)}</div>
      </div>
      {may && <IconButton label={words.remove(pattern.name)} icon={<Trash2 aria-hidden />} onClick={onRemove} />}
    </li>
  );
}
