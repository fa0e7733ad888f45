'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { texts } from '../texts';
import { Button, IconButton } from '../ui/button';
import { Field, type FieldControl } from '../ui/field';
import { Checkbox, Input, Select, TextArea } from '../ui/input';
import { kindOf, optionsOf, resolved, type Schema, type Values } from './json-schema';

const words = texts.playground;
/** Deeper ones are entered as JSON. */
const NESTED_MAX = 4;
const LONG_TEXT = 200;

interface FormProps {
  schema: Schema;
  root: Schema;
  values: Values;
  onChange: (values: Values) => void;
  depth?: number;
}

/** A control for each property. A value that is taken away is not sent at all. */
export function SchemaForm({ schema, root, values, onChange, depth = 0 }: FormProps) {
  const set = (name: string, value: unknown): void => {
    const { [name]: _before, ...rest } = values;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="grid gap-3">
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <Property
          key={name}
          name={name}
          schema={resolved(property, root)}
          root={root}
          required={schema.required?.includes(name) ?? false}
          value={values[name]}
          onChange={(value) => set(name, value)}
          depth={depth}
        />
      ))}
    </div>
  );
}

interface PropertyProps {
  name: string;
  schema: Schema;
  root: Schema;
  required: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
  depth: number;
}

function Property(props: PropertyProps) {
  const { name, schema, root, required, value, onChange, depth } = props;
  const kind = depth >= NESTED_MAX ? 'json' : kindOf(schema, root);
  const label = schema.title ?? name;
  if (kind === 'object')
    return (
      <Group label={label} hint={schema.description} required={required}>
        <SchemaForm
          schema={schema}
          root={root}
          values={isObject(value) ? value : {}}
          onChange={onChange}
          depth={depth + 1}
        />
      </Group>
    );
  if (kind === 'array') return <Items {...props} label={label} />;
  if (kind === 'choices') return <Choices {...props} label={label} />;
  return (
    <Field label={label} hint={schema.description} required={required}>
      {(control) =>
        kind === 'json' ? (
          <JsonInput control={control} value={value} onChange={onChange} />
        ) : (
          <Simple control={control} kind={kind} schema={schema} value={value} onChange={onChange} />
        )
      }
    </Field>
  );
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function Group({
  label,
  hint,
  required,
  children,
}: {
  label: string;
  hint?: string | undefined;
  required: boolean;
  children: React.ReactNode;
}) {
  return (
    <fieldset className="border-line grid min-w-0 gap-2 rounded-md border p-3">
      <legend className="px-1 font-medium">
        {label}
        {required && <span className="text-soft font-normal"> ({texts.ui.required})</span>}
      </legend>
      {hint !== undefined && <p className="text-soft text-xs">{hint}</p>}
      {children}
    </fieldset>
  );
}

const INPUT_TYPES: Readonly<Record<string, string>> = {
  email: 'email',
  date: 'date',
  uri: 'url',
  password: 'password',
};

function Simple({
  control,
  kind,
  schema,
  value,
  onChange,
}: {
  control: FieldControl;
  kind: 'string' | 'number' | 'integer' | 'boolean' | 'choice';
  schema: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  if (kind === 'boolean')
    return (
      <Select
        {...control}
        value={value === undefined ? '' : String(value)}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
      >
        <option value="">{words.unset}</option>
        <option value="true">{words.yes}</option>
        <option value="false">{words.no}</option>
      </Select>
    );
  if (kind === 'choice') return <Choice control={control} schema={schema} value={value} onChange={onChange} />;
  if (kind === 'string') {
    const text = typeof value === 'string' ? value : '';
    const change = (event: { target: { value: string } }): void =>
      onChange(event.target.value === '' ? undefined : event.target.value);
    if (text.length > LONG_TEXT || text.includes('\n') || (schema.maxLength ?? 0) > LONG_TEXT)
      return <TextArea {...control} value={text} onChange={change} rows={6} />;
    return <Input {...control} type={INPUT_TYPES[schema.format ?? ''] ?? 'text'} value={text} onChange={change} />;
  }
  return (
    <Input
      {...control}
      type="number"
      step={kind === 'integer' ? 1 : 'any'}
      min={schema.minimum}
      max={schema.maximum}
      value={typeof value === 'number' ? value : ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)}
    />
  );
}

function Choice({
  control,
  schema,
  value,
  onChange,
}: {
  control: FieldControl;
  schema: Schema;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const options = optionsOf(schema) ?? [];
  const chosen = options.findIndex((option) => option.value === value);
  return (
    <Select {...control} value={chosen} onChange={(event) => onChange(options[Number(event.target.value)]?.value)}>
      <option value={-1}>{words.unset}</option>
      {options.map(({ label }, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </Select>
  );
}

/** Several of a few. */
function Choices({ label, schema, root, required, value, onChange }: PropertyProps & { label: string }) {
  const options = optionsOf(resolved(schema.items ?? {}, root)) ?? [];
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (one: unknown): void => {
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <Group label={label} hint={schema.description} required={required}>
      {options.map((option) => (
        <label key={option.label} className="flex items-center gap-2">
          <Checkbox checked={chosen.includes(option.value)} onCheckedChange={() => toggle(option.value)} />
          {option.label}
        </label>
      ))}
    </Group>
  );
}

function Items({ name, label, schema, root, required, value, onChange, depth }: PropertyProps & { label: string }) {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const one = resolved(schema.items ?? {}, root);
  const put = (next: readonly unknown[]): void => onChange(next.length === 0 ? undefined : next);
  const empty = kindOf(one, root) === 'object' ? {} : '';
  return (
    <Group label={label} hint={schema.description} required={required}>
      {items.map((item, index) => (
        // Items have no identity but their place.
        <div key={index} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1">
          <Property
            name={`${name}.${index}`}
            schema={{ ...one, title: words.item(index + 1) }}
            root={root}
            required={false}
            value={item}
            onChange={(next) => put(items.map((other, at) => (at === index ? (next ?? empty) : other)))}
            depth={depth + 1}
          />
          <IconButton
            label={words.remove(words.item(index + 1))}
            icon={<X aria-hidden />}
            size="small"
            onClick={() => put(items.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button size="small" className="justify-self-start" onClick={() => put([...items, empty])}>
        <Plus aria-hidden />
        {words.add}
      </Button>
    </Group>
  );
}

/** What no control fits. What is typed counts as soon as it is JSON. */
function JsonInput({
  control,
  value,
  onChange,
}: {
  control: FieldControl;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const [wrong, setWrong] = useState(false);
  const change = (next: string): void => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <TextArea
        {...control}
        aria-invalid={wrong || undefined}
        value={text}
        onChange={(event) => change(event.target.value)}
        rows={4}
        spellCheck={false}
        className="font-mono text-xs"
      />
      {wrong && <p className="text-bad text-xs">{words.notJson}</p>}
    </>
  );
}
