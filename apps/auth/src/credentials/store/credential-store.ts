import { SealedSecret } from '@gatewayops/service';
import { z } from 'zod';

/** Where a secret lies in Vault, and which version of it. */
export const VaultReference = z.object({ vault: z.string(), version: z.number().int() });
export type VaultReference = z.infer<typeof VaultReference>;

/** What a row keeps of its secret: the secret itself, sealed, or where it is. */
export const KeptSecret = z.union([SealedSecret, VaultReference]);
export type KeptSecret = z.infer<typeof KeptSecret>;

/** Keeps credentials and tokens. `place` is `table:organisation:row`: a secret opens there and nowhere else. */
export interface CredentialStore {
  /**
   * Keeps a secret durably and gives what its row is to hold. What `before` refers to may be read until the row is changed.
   * @throws GatewayOpsError `service_unavailable`
   */
  write(place: string, secret: string, before: KeptSecret | null): Promise<KeptSecret>;
  /** @throws UnreadableSecretError, GatewayOpsError `service_unavailable` */
  read(place: string, kept: KeptSecret): Promise<string>;
  /** What was written after `kept` and is in no row, because who wrote it died; null where there is no such thing. */
  newer(place: string, kept: KeptSecret): Promise<{ secret: string; kept: KeptSecret } | null>;
  /** Forgets it and all its versions. */
  remove(place: string, kept: KeptSecret): Promise<void>;
}

export const CREDENTIAL_STORE = Symbol('CREDENTIAL_STORE');
