import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Logger, SecretBox, ShutdownHooks } from '@gatewayops/service';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { deleteOldKeys, insertKey, listKeys, lockKeys, updateKey, type StoredKey } from '../store/key-rows.js';

/** Of our access tokens (RFC 9068, section 2.1, and RFC 7518, section 3.4). */
export const SIGNING_ALGORITHM = 'ES256';
const REFRESH_MS = 30_000;
/** A new key is published before it signs, so that whoever caches the key set has it by then. */
const PUBLISHED_FIRST_SECONDS = 300;

export const placeOfKey = (kid: string): string => `oauth_keys:${kid}`;

export interface SigningKeySet {
  /** Private keys, the one that signs first. */
  readonly keys: readonly JWK[];
  /** Changes when another key signs, or another set is published. */
  readonly version: string;
}

/** The keys that access tokens are signed with: made by the first replica that starts, sealed in the database, shared by all. */
export class SigningKeys {
  private set: SigningKeySet = { keys: [], version: '' };
  private publicKeys = new Map<string, CryptoKey>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly box: SecretBox,
    private readonly logger: Pick<Logger, 'warn' | 'error'>,
  ) {}

  get current(): SigningKeySet {
    return this.set;
  }

  /** The public key of an id; undefined for one that is not ours. */
  publicKey(kid: string): CryptoKey | undefined {
    return this.publicKeys.get(kid);
  }

  async start(shutdown: ShutdownHooks): Promise<void> {
    await this.load();
    this.timer = setInterval(() => void this.refresh(), REFRESH_MS);
    this.timer.unref();
    shutdown.register('close', 'signing keys', () => clearInterval(this.timer));
  }

  /** Adds a key that signs in five minutes, and drops those that no living token is signed with. Gives its id. */
  rotate(): Promise<string> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      await lockKeys(manager);
      await deleteOldKeys(manager);
      return this.add(manager, PUBLISHED_FIRST_SECONDS);
    });
  }

  /** Puts every key under the current master key; gives how many it moved. */
  rewrap(): Promise<number> {
    return this.tenants.runWithoutOrganization(async (manager) => {
      await lockKeys(manager);
      const stale = (await listKeys(manager)).filter(({ sealed }) => sealed.key_id !== this.box.currentKeyId);
      for (const { kid, sealed } of stale) await updateKey(manager, kid, this.box.rewrap(sealed, placeOfKey(kid)));
      return stale.length;
    });
  }

  /** Asks anew: another replica, or the command, may have added a key. */
  async load(): Promise<void> {
    const stored = await this.tenants.runWithoutOrganization(async (manager) => {
      const known = await listKeys(manager);
      if (known.length > 0) return known;
      await lockKeys(manager);
      if ((await listKeys(manager)).length === 0) await this.add(manager, 0);
      return listKeys(manager);
    });
    const version = stored.map(({ kid, sealed }) => `${kid}/${sealed.key_id}`).join(' ');
    if (version === this.set.version) return;
    const keys = stored.map((key) => this.open(key)).filter((key) => key !== null);
    this.publicKeys = new Map(await Promise.all(keys.map(publicKeyOf)));
    this.set = { keys, version };
  }

  private async refresh(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.logger.warn({ error }, 'the signing keys could not be read again; those known go on');
    }
  }

  /** What no master key of ours opens is left out, as with credentials of servers: until it is rewrapped, others sign. */
  private open({ kid, sealed }: StoredKey): JWK | null {
    try {
      return JSON.parse(this.box.open(sealed, placeOfKey(kid))) as JWK;
    } catch (error) {
      this.logger.error({ error, kid }, 'a signing key cannot be read with the master keys that are configured');
      return null;
    }
  }

  private async add(manager: EntityManager, delaySeconds: number): Promise<string> {
    const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    const jwk = await exportJWK(privateKey);
    const kid = await calculateJwkThumbprint(jwk);
    const whole: JWK = { ...jwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' };
    await insertKey(manager, { kid, sealed: this.box.seal(JSON.stringify(whole), placeOfKey(kid)), delaySeconds });
    return kid;
  }
}

async function publicKeyOf({ d: _private, ...jwk }: JWK): Promise<[string, CryptoKey]> {
  return [jwk.kid ?? '', (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey];
}
