import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What ends with its grant. */
const OF_A_GRANT = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken']);

interface Stored {
  model: string;
  payload: AdapterPayload;
  endsAtMs: number;
}

/** Keeps what an oidc-provider of the tests issues, in this process. The library's own does, too, but warns on the console of it. */
export function memoryAdapter(): (model: string) => Adapter {
  const all = new Map<string, Stored>();
  return (model) => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const alive = (stored: Stored | undefined) =>
      stored !== undefined && stored.endsAtMs > Date.now() ? stored.payload : undefined;
    return {
      async upsert(id, payload, expiresInSeconds) {
        all.set(keyOf(id), { model, payload, endsAtMs: expiresInSeconds ? Date.now() + expiresInSeconds * 1000 : Infinity }); // prettier-ignore
      },
      find: async (id) => alive(all.get(keyOf(id))),
      findByUid: async (uid) => alive([...all.values()].find((each) => each.model === model && each.payload.uid === uid)), // prettier-ignore
      findByUserCode: async () => undefined,
      async consume(id) {
        const stored = all.get(keyOf(id));
        if (stored) stored.payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        all.delete(keyOf(id));
      },
      async revokeByGrantId(grantId) {
        for (const [key, each] of all)
          if (OF_A_GRANT.has(each.model) && each.payload.grantId === grantId) all.delete(key);
      },
    };
  };
}
