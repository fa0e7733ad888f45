import type { FieldValues, Resolver } from 'react-hook-form';
import { showRefusal } from '../ui/by-schema';
import type { Form } from './form-fields';

/** What a form holds as a body: a client authentication that was not chosen is none at all. */
function prepared(values: FieldValues): FieldValues {
  const credential = values['credential'] as FieldValues | undefined;
  const authentication = credential?.['authentication'] as FieldValues | undefined;
  if (credential === undefined || authentication === undefined) return values;
  if (authentication['method'] !== undefined && authentication['method'] !== '') return values;
  const { authentication: _none, ...rest } = credential;
  return { ...values, credential: rest };
}

/** The contracts' schemas are loaded when something is sent: they are no part of a page's first load. */
export const checkedBy =
  (name: 'create' | 'update'): Resolver =>
  async (values, context, options) => {
    const { schemas } = await import('./schemas');
    return schemas[name](prepared(values), context, options);
  };

/** Puts what the service says of fields to them, which may lie in groups. @returns whether there was anything */
export const showDetails = (form: Form, error: unknown): boolean =>
  showRefusal(form, error, (field) => field.replaceAll('/', '.').replace(/^\./, ''));
