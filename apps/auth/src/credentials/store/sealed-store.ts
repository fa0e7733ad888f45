import { UnreadableSecretError, type SecretBox } from '@gatewayops/service';
import type { CredentialStore, KeptSecret } from './credential-store.js';

/** Secrets in PostgreSQL, in the row that they belong to, under the master key. */
export class SealedStore implements CredentialStore {
  constructor(private readonly box: SecretBox) {}

  write(place: string, secret: string): Promise<KeptSecret> {
    return Promise.resolve(this.box.seal(secret, place));
  }

  async read(place: string, kept: KeptSecret): Promise<string> {
    if ('vault' in kept) throw new UnreadableSecretError('The secret is in Vault, which is not configured.');
    return this.box.open(kept, place);
  }

  newer(): Promise<null> {
    return Promise.resolve(null);
  }

  remove(): Promise<void> {
    return Promise.resolve();
  }
}
