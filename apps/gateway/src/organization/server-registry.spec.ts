import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { InternalClient } from '@gatewayops/service';
import { ServerRegistry } from './server-registry.js';

it('says which servers are no longer to be called, once', async () => {
  const orgId = randomUUID();
  const [kept, disabled, deleted] = ['kept', 'disabled', 'deleted'].map((name) => ({ id: name, name, enabled: true }));
  let servers = [kept!, disabled!, deleted!];
  const auth = { request: async () => ({ servers }) } as unknown as InternalClient;
  const gone: string[] = [];
  const registry = new ServerRegistry(auth, (serverId) => gone.push(serverId));
  expect(await registry.find(orgId, 'deleted')).toBe(deleted);
  servers = [kept!, { ...disabled!, enabled: false }];
  for (let change = 0; change < 2; change++) {
    registry.invalidate(orgId);
    expect(await registry.find(orgId, 'deleted')).toBeUndefined();
  }
  expect(gone).toEqual(['disabled', 'deleted']);
});
