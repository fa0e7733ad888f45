'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { useApi } from '../api/api-context';
import { ApiError } from '../api/api-error';
import { useReauthentication, useSession } from '../session/session-context';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/copy-button';
import { messageOf, RequestId } from '../ui/error-state';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { keysAtHand } from './start-queries';
import { Step } from './step';

const words = texts.start.key;
/** Whatever its owner may use, and nothing of the APIs. */
const ALL_TOOLS = { mcp: [{ server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };

export interface NewKey {
  name: string;
  key: string;
}

export function KeyStep({ made, onMade }: { made: NewKey | null; onMade: (key: NewKey | null) => void }) {
  const api = useApi();
  const { can, whyNot } = useSession();
  const query = useQuery({ ...keysAtHand(api), enabled: can('api_keys:read') });
  const count = query.data?.items.length ?? 0;
  const done = made !== null || count > 0;
  return (
    <Step number={2} title={words.title} hint={words.hint} state={done ? 'done' : 'open'}>
      {made !== null ? (
        <>
          <p role="status">{words.created(made.name)}</p>
          <CodeBlock code={made.key} label={words.once} />
          <p className="flex flex-wrap gap-x-4 gap-y-1">
            <Button size="small" onClick={() => onMade(null)}>
              {words.another}
            </Button>
            <Link href="/keys" className="text-accent self-center hover:underline">
              {words.all}
            </Link>
          </p>
        </>
      ) : (
        <>
          {count > 0 && <p className="text-soft">{words.have(count, query.data?.has_more === true)}</p>}
          {can('api_keys:create') ? (
            <KeyForm isFirst={count === 0} onMade={onMade} />
          ) : (
            <p className="text-soft">{whyNot('api_keys:create') ?? words.notYou}</p>
          )}
        </>
      )}
    </Step>
  );
}

/** Only a name: everything else has a good default, which can be changed with the keys. */
function KeyForm({ isFirst, onMade }: { isFirst: boolean; onMade: (key: NewKey) => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const { user } = useSession();
  const confirmed = useReauthentication();
  const [name, setName] = useState<string>(words.suggested);
  const create = useMutation({
    mutationFn: async () => {
      const body = { name: name.trim(), scopes: ALL_TOOLS, user_id: user.id };
      const { data } = await api.auth.POST('/v1/auth/keys', { body });
      return data;
    },
    onSuccess: async (issued) => {
      if (issued !== undefined) onMade({ name: issued.name, key: issued.key });
      await queries.invalidateQueries({ queryKey: ['/v1/auth/keys'] });
    },
    onError: (error) => confirmed(error),
  });
  const { error } = create;
  const api_error = error instanceof ApiError ? error : null;
  const ofName = api_error?.more.details.find(({ field }) => field === 'name')?.message;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form onSubmit={submit} className="grid gap-2">
      <Field label={words.name} hint={words.nameHint} error={ofName}>
        {(control) => (
          <div className="flex flex-wrap gap-2">
            <Input
              {...control}
              value={name}
              required
              maxLength={255}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
              className="max-w-xs"
            />
            <Button type="submit" look={isFirst ? 'primary' : 'plain'} busy={create.isPending}>
              {words.action}
            </Button>
          </div>
        )}
      </Field>
      {error !== null && ofName === undefined && (
        <div role="alert" className="text-bad justify-self-start">
          <p>{messageOf(error)}</p>
          {api_error?.requestId != null && <RequestId id={api_error.requestId} />}
        </div>
      )}
    </form>
  );
}
