'use client';

import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { views as words } from '../texts/en/views';
import { Confirm } from '../ui/confirm';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { Input } from '../ui/input';
import { showRefusal } from '../ui/by-schema';
import { VIEWS_PATH, type SavedView, type ViewPage } from './view-queries';

interface Values {
  name: string;
  shared: boolean;
}
const NAME_LENGTH_MAX = 60;

export function SaveView({
  page,
  query,
  onSaved,
  onClose,
}: {
  page: ViewPage;
  query: string;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}) {
  const api = useApi();
  const form = useForm<Values>({ defaultValues: { name: '', shared: false } });
  const save = useChange({
    change: async (values: Values) => (await api.auth.POST(VIEWS_PATH, { body: { ...values, page, query } })).data,
    stale: [VIEWS_PATH],
    said: words.saved,
    done: (view) => {
      if (view !== undefined) onSaved(view);
      onClose();
    },
    failed: (error) => showRefusal(form, error) || true,
  });
  return (
    <FormDialog
      title={words.dialogs.save}
      action={words.save}
      busy={save.isPending}
      error={form.formState.errors.name === undefined ? save.error : null}
      onSubmit={(event) => void form.handleSubmit((values) => save.mutate(values))(event)}
      onClose={onClose}
    >
      <NameField form={form} hint={words.nameHint} />
      <Everybody form={form} />
    </FormDialog>
  );
}

export function RenameView({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const api = useApi();
  const form = useForm<Values>({ defaultValues: { name: view.name, shared: view.shared } });
  const rename = useChange({
    change: ({ name }: Values) =>
      api.auth.PATCH('/v1/saved-views/{id}', { params: { path: { id: view.id } }, body: { name } }),
    stale: [VIEWS_PATH],
    said: words.renamed,
    done: onClose,
    failed: (error) => showRefusal(form, error) || true,
  });
  return (
    <FormDialog
      title={words.dialogs.rename}
      action={words.renameAction}
      busy={rename.isPending}
      error={form.formState.errors.name === undefined ? rename.error : null}
      onSubmit={(event) => void form.handleSubmit((values) => rename.mutate(values))(event)}
      onClose={onClose}
    >
      <NameField form={form} />
    </FormDialog>
  );
}

export function RemoveView({
  view,
  onRemoved,
  onClose,
}: {
  view: SavedView;
  onRemoved: () => void;
  onClose: () => void;
}) {
  const api = useApi();
  const remove = useChange({
    change: () => api.auth.DELETE('/v1/saved-views/{id}', { params: { path: { id: view.id } } }),
    stale: [VIEWS_PATH],
    said: words.removed,
    done: () => {
      onRemoved();
      onClose();
    },
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.dialogs.remove(view.name)}
      action={words.removeAction}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      {view.shared ? words.removeShared : words.removeOwn}
    </Confirm>
  );
}

type Form = ReturnType<typeof useForm<Values>>;

function NameField({ form, hint }: { form: Form; hint?: string }) {
  return (
    <Field
      label={words.name}
      error={form.formState.errors.name?.message}
      {...(hint === undefined ? {} : { hint })}
      required
    >
      {(control) => (
        <Input
          {...control}
          {...form.register('name', { validate: (name) => name.trim() !== '' || words.nameMissing })}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
        />
      )}
    </Field>
  );
}

function Everybody({ form }: { form: Form }) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <input id={id} type="checkbox" className="accent-accent-fill size-4" {...form.register('shared')} />
      <label htmlFor={id}>{words.everybody}</label>
    </span>
  );
}
