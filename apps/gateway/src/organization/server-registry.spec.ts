import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { InternalClient } from '@gatewayops/service';
import { ServerRegistry } from './server-registry.js';

const APART = { virtualServers: [], naming: 'prefixed' };

it('says which servers are no longer to be called, once', async () => {
  const orgId = randomUUID();
  const [kept, disabled, deleted] = ['kept', 'disabled', 'deleted'].map((name) => ({ id: name, name, enabled: true }));
  let servers = [kept!, disabled!, deleted!];
  const auth = { request: async () => ({ ...APART, servers }) } as unknown as InternalClient;
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

it('finds a server that was made a moment ago, without asking for every name that there is not', async () => {
  const orgId = randomUUID();
  const server = (name: string) => ({ id: name, name, enabled: true });
  let servers = [server('first')];
  let isAway = false;
  let asked = 0;
  const request = async () => {
    asked++;
    if (isAway) throw new Error('away');
    return { ...APART, servers };
  };
  const registry = new ServerRegistry({ request } as unknown as InternalClient, () => undefined);
  expect(await registry.find(orgId, 'second')).toBeUndefined();
  servers = [...servers, server('second')];
  expect(await registry.find(orgId, 'second')).toMatchObject({ name: 'second' });
  expect(asked).toBe(2);
  const misses = Array.from({ length: 50 }, () => registry.find(orgId, 'third'));
  expect(new Set(await Promise.all(misses))).toEqual(new Set([undefined]));
  expect(asked).toBeLessThanOrEqual(4);
  isAway = true;
  expect(await registry.find(orgId, 'third')).toBeUndefined();
  expect(await registry.find(orgId, 'first')).toMatchObject({ name: 'first' });
});
