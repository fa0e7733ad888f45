import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SecretBox, UnreadableSecretError } from '@gatewayops/service';
import { SealedStore } from '../sealed-store.js';
import { VaultClient } from './vault-client.js';
import { VaultFixture } from './vault.fixture.js';
import { VaultStore } from './vault-store.js';

const PLACE = 'upstream_connections:org:row';
const sealed = new SealedStore(new SecretBox(Buffer.alloc(32, 1)));
let vault: VaultFixture;
const common = () => ({ address: vault.address, mount: 'secret', namespace: null });
const storeWith = (token: string) => new VaultStore(new VaultClient({ ...common(), login: { kind: 'token', token } }), sealed); // prettier-ignore
beforeAll(async () => {
  vault = await VaultFixture.start();
});
afterAll(() => vault.stop());

describe('VaultStore', () => {
  it('keeps a secret in Vault, and its place alone in the row; each change is a version', async () => {
    const store = storeWith(vault.token);
    const first = await store.write(PLACE, 'one', null);
    const second = await store.write(PLACE, 'two', first);
    expect([first, second]).toEqual([1, 2].map((version) => ({ vault: 'gatewayops/org/upstream_connections/row', version }))); // prettier-ignore
    for (const reader of [store, storeWith(vault.token)]) {
      expect([await reader.read(PLACE, first), await reader.read(PLACE, second)]).toEqual(['one', 'two']);
    }
    await store.remove(PLACE, second);
    expect(vault.secrets.size).toBe(0);
  });

  it('finds what was stored by somebody who died before the row knew of it, and goes on from there', async () => {
    const store = storeWith(vault.token);
    const known = await store.write('t:o:died', 'old tokens', null);
    expect(await store.newer('t:o:died', known)).toBeNull();
    await store.write('t:o:died', 'new tokens', known);
    expect(await store.newer('t:o:died', known)).toEqual({ secret: 'new tokens', kept: { ...known, version: 2 } });
    expect(await store.write('t:o:died', 'newer tokens', known)).toEqual({ ...known, version: 3 });
  });

  it('refuses a secret that was moved to another row', async () => {
    const store = storeWith(vault.token);
    const kept = await store.write('t:o:one', 'secret', null);
    await expect(store.read('t:o:two', kept)).rejects.toBeInstanceOf(Error);
    await expect(storeWith(vault.token).read('t:other:one', kept)).rejects.toBeInstanceOf(UnreadableSecretError);
  });

  it('reads what rows hold themselves from before, and moves it over with its next change', async () => {
    const store = storeWith(vault.token);
    const before = await sealed.write('t:o:moved', 'secret');
    expect(await store.read('t:o:moved', before)).toBe('secret');
    expect(await store.write('t:o:moved', 'changed', before)).toMatchObject({ version: 1 });
  });

  it('logs in with an AppRole, and again when its token has ended', async () => {
    const login = { kind: 'approle', roleId: 'role', secretId: 'secret id', mount: 'approle' } as const;
    const store = new VaultStore(new VaultClient({ ...common(), login }), sealed);
    const writes = ['a', 'b', 'c'].map((row) => store.write(`t:o:${row}`, 'secret', null));
    expect(await Promise.all(writes)).toHaveLength(3);
    expect(vault.logins).toBe(1);
    vault.endLeases();
    expect(await store.write('t:o:d', 'secret', null)).toMatchObject({ version: 1 });
    expect(vault.logins).toBe(2);
  });

  it('says that it cannot, and not why, where Vault refuses or is away', async () => {
    const failure = { code: 'service_unavailable' };
    await expect(storeWith('wrong').write(PLACE, 'x', null)).rejects.toMatchObject(failure);
    const settings = { ...common(), address: 'http://127.0.0.1:9', login: { kind: 'token', token: 't' } } as const;
    await expect(new VaultStore(new VaultClient(settings), sealed).write(PLACE, 'x', null)).rejects.toMatchObject(failure); // prettier-ignore
  });
});
