import type { FieldPath, FieldValues, Resolver, UseFormReturn } from 'react-hook-form';
import { ApiError } from '../api/api-error';
import { texts } from '../texts';

interface Issue {
  code?: string;
  message: string;
  path: PropertyKey[];
  minimum?: unknown;
}
interface Schema {
  safeParse: (body: unknown) => { success: boolean; error?: { issues: Issue[] } | undefined };
}

const words = texts.forms;

/**
 * What is sent is held to the service's own schema: `bodyOf` makes it of what was entered. A refusal is shown at the field of the
 * same name. Schemas are loaded when something is sent: they are not part of a page's first load.
 */
export function bySchema<Values extends FieldValues, Body extends FieldValues>(
  schema: () => Promise<Schema>,
  bodyOf: (values: Values) => Body,
): Resolver<Values, unknown, Body> {
  return async (values) => {
    const body = bodyOf(values);
    const parsed = (await schema()).safeParse(body);
    if (parsed.success) return { values: body, errors: {} };
    const errors: Record<string, { type: string; message: string }> = {};
    for (const issue of parsed.error?.issues ?? []) {
      const [field] = issue.path;
      errors[typeof field === 'string' ? field : 'root'] ??= { type: issue.code ?? 'custom', message: wordsOf(issue) };
    }
    return { values: {}, errors: errors as never };
  };
}

function wordsOf({ code, message, minimum }: Issue): string {
  if (code === 'too_small' && minimum === 1) return words.missing;
  if (code === 'invalid_type') return words.missing;
  return sentence(message);
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const firstPart = (field: string): string => field.split('.')[0] ?? '';

/**
 * Shows a service's refusal at the fields that it names; false where it names none that the form has.
 * @param pathOf the form's field for what the service names, where it is not the first part of that
 */
export function showRefusal<Values extends FieldValues, Body>(
  form: UseFormReturn<Values, unknown, Body>,
  error: unknown,
  pathOf: (field: string) => string = firstPart,
): boolean {
  if (!(error instanceof ApiError)) return false;
  const known = new Set(Object.keys(form.getValues()));
  const shown = error.more.details.filter(({ field }) => known.has(firstPart(pathOf(field))));
  for (const { field, message } of shown)
    form.setError(pathOf(field) as FieldPath<Values>, { type: 'server', message: sentence(message) });
  return shown.length > 0;
}
