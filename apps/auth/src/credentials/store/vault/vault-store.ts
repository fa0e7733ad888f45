import { UnreadableSecretError } from '@gatewayops/service';
import type { CredentialStore, KeptSecret, VaultReference } from '../credential-store.js';
import { CasMismatch, type VaultClient } from './vault-client.js';

/** A version never changes, so that what was read once is good for ever; these many are kept in memory. */
const READ_MAX = 2_000;
const ATTEMPTS_MAX = 3;

/**
 * Secrets in Vault, one path each; rows hold path and version. What rows held before stays readable: `sealed` opens it, and the
 * next change of such a row moves its secret over.
 */
export class VaultStore implements CredentialStore {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly client: VaultClient,
    private readonly sealed: CredentialStore,
  ) {}

  /** A version that nobody's row holds may lie above `before`, left by who died: it is written over. */
  async write(place: string, secret: string, before: KeptSecret | null): Promise<KeptSecret> {
    const path = pathOf(place);
    let expected = before !== null && 'vault' in before ? before.version : 0;
    for (let attempt = 1; ; attempt++) {
      try {
        const version = await this.client.write(path, { place, secret }, expected);
        return { vault: path, version };
      } catch (error) {
        if (!(error instanceof CasMismatch) || attempt === ATTEMPTS_MAX) throw error;
        expected = (await this.client.read(path, 0))?.version ?? 0;
      }
    }
  }

  async read(place: string, kept: KeptSecret): Promise<string> {
    if (!('vault' in kept)) return this.sealed.read(place, kept);
    const key = `${kept.vault}@${kept.version}`;
    const remembered = this.known.get(key);
    if (remembered !== undefined) return remembered;
    const secret = await this.readVersion(place, kept, kept.version);
    if (secret === null) throw new UnreadableSecretError('Vault does not have this version of the secret any more.');
    this.known.set(key, secret.secret);
    const oldest = this.known.keys().next().value;
    if (this.known.size > READ_MAX && oldest !== undefined) this.known.delete(oldest);
    return secret.secret;
  }

  async newer(place: string, kept: KeptSecret): Promise<{ secret: string; kept: KeptSecret } | null> {
    if (!('vault' in kept)) return null;
    const newest = await this.readVersion(place, kept, 0);
    return newest !== null && newest.version > kept.version
      ? { secret: newest.secret, kept: { vault: kept.vault, version: newest.version } }
      : null;
  }

  async remove(_place: string, kept: KeptSecret): Promise<void> {
    if ('vault' in kept) await this.client.remove(kept.vault);
  }

  /** @throws UnreadableSecretError for a secret of another place: somebody moved it */
  private async readVersion(place: string, { vault }: VaultReference, version: number) {
    const found = await this.client.read(vault, version);
    if (found === null) return null;
    const { place: there, secret } = found.values;
    if (there !== place || secret === undefined) throw new UnreadableSecretError('The secret belongs elsewhere.');
    return { secret, version: found.version };
  }
}

/** `table:organisation:row` as a path; what of a row's key is no plain word is encoded. */
const pathOf = (place: string): string => {
  const [table = '', orgId = '', ...row] = place.split(':');
  return ['gatewayops', orgId, table, encodeURIComponent(row.join(':')).replaceAll('%', '_')].join('/');
};
