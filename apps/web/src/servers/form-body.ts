import type { FieldValues } from 'react-hook-form';
import type { ApiError } from '../api/api-error';
import type { Form } from './form-fields';

/** What a form holds as a body: a client authentication that was not chosen is none at all. */
export function prepared(values: FieldValues): FieldValues {
  const credential = values['credential'] as FieldValues | undefined;
  const authentication = credential?.['authentication'] as FieldValues | undefined;
  if (credential === undefined || authentication === undefined) return values;
  if (authentication['method'] !== undefined && authentication['method'] !== '') return values;
  const { authentication: _none, ...rest } = credential;
  return { ...values, credential: rest };
}

/** Puts what the service says of fields to them. @returns whether there was anything */
export function showDetails(form: Form, error: ApiError): boolean {
  for (const { field, message } of error.more.details)
    form.setError(field.replaceAll('/', '.').replace(/^\./, ''), { message });
  return error.more.details.length > 0;
}
