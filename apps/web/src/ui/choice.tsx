'use client';

import type { ComponentProps, ReactNode } from 'react';
import { Field } from './field';
import { Select } from './input';

interface ChoiceProps extends Omit<ComponentProps<'select'>, 'children'> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Values and what they are called. */
  options: readonly (readonly [value: string, label: string])[];
}

/** A select with its label. */
export function Choice({ label, hint, error, options, ...rest }: ChoiceProps) {
  return (
    <Field label={label} error={error} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Select {...control} {...rest}>
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
