'use client';

import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { useApi } from '../api/api-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Select } from '../ui/input';
import { IssuedKey } from './issued-key';
import { KEY, KEYS, type ApiKey, type IssuedApiKey } from './key-queries';

const words = texts.keys.rotate;

export function RotateKey({ apiKey: { id }, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const api = useApi();
  const router = useRouter();
  const [overlap, setOverlap] = useState('3600');
  const [issued, setIssued] = useState<IssuedApiKey | null>(null);
  const rotate = useChange({
    change: async () => {
      const init = { params: { path: { id } }, body: { overlap_seconds: Number(overlap) } };
      return (await api.auth.POST('/v1/auth/keys/{id}/rotate', init)).data;
    },
    stale: [KEYS, KEY],
    done: (key) => key !== undefined && setIssued(key),
    returnTo: () => `/keys/${id}?do=rotate`,
  });
  if (issued !== null) return <IssuedKey secret={issued.key} onClose={() => router.push(`/keys/${issued.id}`)} />;
  const footer = (
    <>
      <Button onClick={onClose}>{texts.ui.cancel}</Button>
      <Button look="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
        {words.submit}
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={onClose} title={words.title} description={words.hint} footer={footer}>
      <Field label={words.overlap}>
        {(control) => (
          <Select {...control} value={overlap} onChange={(event) => setOverlap(event.target.value)}>
            {Object.entries(words.overlaps).map(([seconds, label]) => (
              <option key={seconds} value={seconds}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </Dialog>
  );
}
