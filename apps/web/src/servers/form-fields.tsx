'use client';

import type { ReactNode } from 'react';
import { get, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { texts } from '../texts';
import { Field } from '../ui/field';
import { Input, Select, TextArea } from '../ui/input';

export type Form = UseFormReturn<FieldValues>;

interface Common {
  form: Form;
  /** Path of the value in the request's body, so that errors of the schema and of the API find it. */
  name: string;
  label: string;
  hint?: ReactNode;
  required?: boolean;
}

const errorAt = (form: Form, name: string): string | undefined => {
  const found: unknown = get(form.formState.errors, name);
  return messageIn(found);
};

/** The first message at or below a place: a list's or a record's entries have no control of their own. */
function messageIn(found: unknown): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined;
  if ('message' in found && typeof found.message === 'string') return found.message;
  return Object.entries(found)
    .filter(([key]) => key !== 'ref')
    .map(([, value]) => messageIn(value))
    .find((message) => message !== undefined);
}

const emptyIs =
  (none: undefined | null | '') =>
  (value: unknown): unknown =>
    value === '' ? none : value;
const emptyIsNone = emptyIs(undefined);

/** Text; left empty it is not sent, or sent as null. */
export function TextField({
  form,
  name,
  label,
  hint,
  required = false,
  empty,
  ...rest
}: Common & {
  empty?: '' | null;
  type?: 'text' | 'password' | 'url';
  placeholder?: string;
}) {
  return (
    <Field label={label} hint={hint} required={required} error={errorAt(form, name)}>
      {(control) => (
        <Input
          {...control}
          {...rest}
          {...form.register(name, { setValueAs: emptyIs(empty) })}
          autoComplete={rest.type === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
        />
      )}
    </Field>
  );
}

export function NumberField({ form, name, label, hint }: Common) {
  return (
    <Field label={label} hint={hint} error={errorAt(form, name)}>
      {(control) => (
        <Input
          {...control}
          type="number"
          {...form.register(name, { setValueAs: (value: unknown) => (value === '' ? undefined : Number(value)) })}
        />
      )}
    </Field>
  );
}

/** Several lines; `read` makes the value of them. */
export function LinesField({
  form,
  name,
  label,
  hint,
  required = false,
  read = emptyIsNone,
  show,
  rows = 3,
}: Common & {
  read?: (text: string) => unknown;
  /** The text of a value that is there already. */
  show?: (value: unknown) => string;
  rows?: number;
}) {
  const asValue = (value: unknown): unknown => (typeof value === 'string' ? read(value) : value);
  const before: unknown = get(form.formState.defaultValues, name);
  return (
    <Field label={label} hint={hint} required={required} error={errorAt(form, name)}>
      {(control) => (
        <TextArea
          {...control}
          {...form.register(name, { setValueAs: asValue })}
          {...(show === undefined ? {} : { defaultValue: show(before) })}
          rows={rows}
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-xs"
        />
      )}
    </Field>
  );
}

export function ChoiceField({
  form,
  name,
  label,
  hint,
  options,
}: Common & { options: Readonly<Record<string, string>> }) {
  return (
    <Field label={label} hint={hint} error={errorAt(form, name)}>
      {(control) => (
        <Select {...control} {...form.register(name)}>
          {Object.entries(options).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** `name=value` lines. A line without `=` has an empty value, which the schema may refuse. */
export function readPairs(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1)];
    }),
  );
}

export const readList = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export const optionalLabel = (label: string): string => `${label} (${texts.servers.form.optional})`;
