'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Confirm } from '../ui/confirm';
import { keyUse, KEY, KEYS, type ApiKey } from './key-queries';
import { KeyUseTable } from './key-use';

const words = texts.keys.revoke;

/** Says what stops working before it does. */
export function RevokeKey({ apiKey: { id, name }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const api = useApi();
  const use = useQuery(keyUse(api, id));
  const revoke = useChange({
    change: () => api.auth.DELETE(KEY, { params: { path: { id } } }),
    stale: [KEYS, KEY],
    said: words.done,
    done: onClose,
    returnTo: () => `/keys/${id}?do=revoke`,
  });
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.title(name)}
      action={words.submit}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate()}
    >
      <div className="grid gap-3">
        <p>{words.hint}</p>
        {use.error !== null && <p className="text-soft">{words.unknownUse}</p>}
        {use.data !== undefined && <p>{words.breaks(use.data.calls)}</p>}
        {use.data !== undefined && use.data.items.length > 0 && <KeyUseTable use={use.data} />}
      </div>
    </Confirm>
  );
}
