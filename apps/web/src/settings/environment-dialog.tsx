'use client';

import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { ENVIRONMENTS, type Environment } from '../environments/environment-queries';
import { useChange } from '../session/use-change';
import { environments as words } from '../texts/en/environments';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { showRefusal } from '../ui/by-schema';

interface Values {
  name: string;
  description: string;
  is_production: boolean;
}

/** Adds an environment, or changes what is said of one. */
export function EnvironmentDialog({ environment, onClose }: { environment: Environment | null; onClose: () => void }) {
  const api = useApi();
  const id = useId();
  const form = useForm<Values>({
    defaultValues: environment ?? { name: '', description: '', is_production: false },
  });
  const { register, handleSubmit, formState } = form;
  const save = useChange({
    change: async ({ name, description, is_production }: Values): Promise<unknown> => {
      const said = { description, is_production };
      if (environment === null) return api.auth.POST(ENVIRONMENTS, { body: { name: name.trim(), ...said } });
      return api.auth.PATCH('/v1/environments/{id}', { params: { path: { id: environment.id } }, body: said });
    },
    stale: [ENVIRONMENTS],
    said: environment === null ? words.added : words.saved,
    done: onClose,
    failed: (error) => showRefusal(form, error) || true,
  });
  const { errors } = formState;
  return (
    <FormDialog
      title={environment === null ? words.dialogs.add : words.dialogs.edit(environment.name)}
      action={environment === null ? words.addAction : words.save}
      busy={save.isPending}
      error={errors.name === undefined ? save.error : null}
      onSubmit={(event) => void handleSubmit((values) => save.mutate(values))(event)}
      onClose={onClose}
    >
      {environment === null && (
        <Field label={words.name} hint={words.nameHint} error={errors.name?.message} required>
          {(control) => (
            <Input
              {...control}
              {...register('name', {
                pattern: { value: /^\s*[a-z]{2,16}\s*$/, message: words.nameWrong },
                required: words.nameWrong,
              })}
              maxLength={16}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Field label={words.description} error={errors.description?.message}>
        {(control) => <Input {...control} {...register('description')} maxLength={255} />}
      </Field>
      <span className="flex items-center gap-2">
        <input id={id} type="checkbox" className="accent-accent-fill size-4" {...register('is_production')} />
        <label htmlFor={id}>{words.isProduction}</label>
      </span>
    </FormDialog>
  );
}
