import { discoverAuthorizationServer, OAuthFailure, type Fetch } from '@gatewayops/oauth-client';
import { Inject, Injectable } from '@nestjs/common';
import { createLocalJWKSet, type JWK } from 'jose';
import { z } from 'zod';

/** How issuers are spoken to: addresses that tenants name. */
export const ISSUER_FETCH = Symbol('ISSUER_FETCH');
export const ISSUER_FETCH_LIMITS = { timeoutMs: 4_000, bodyBytesMax: 262_144, redirectsMax: 1 };

/** Keys serve for so long before they are asked for again, and so long where the issuer does not answer. */
const LIFE_MS = 10 * 60_000;
const STALE_LIFE_MS = 60 * 60_000;
/** A key that is not in the set has it read again, no more often than this; so does a failure. */
const AGAIN_MS = 30_000;
/** Somebody waits for a verdict: less than the gateway's patience with us, whose breaker would open for everybody. */
const WAIT_MS = 3_000;
const PLACES_MAX = 1_000;
const KEYS_MAX = 100;

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(KEYS_MAX) });

/** Where keys are: at `jwksUri`, or as the issuer's metadata says. */
export interface KeyPlace {
  issuer: string;
  jwksUri: string | null;
}

export interface IssuerKeySet {
  readonly count: number;
  readonly find: ReturnType<typeof createLocalJWKSet>;
}

interface Kept {
  set: IssuerKeySet | null;
  readAtMs: number;
  triedAtMs: number;
  failure: OAuthFailure | null;
  flight: Promise<void> | null;
}

/** Public keys of issuers, in memory. */
@Injectable()
export class IssuerKeys {
  private readonly places = new Map<string, Kept>();

  constructor(@Inject(ISSUER_FETCH) private readonly fetch: Fetch) {}

  /** @throws OAuthFailure where there are none to be had within three seconds */
  async of(place: KeyPlace): Promise<IssuerKeySet> {
    const kept = this.kept(place);
    const now = performance.now();
    if (kept.set !== null && now - kept.readAtMs < LIFE_MS) return kept.set;
    if (kept.failure === null || now - kept.triedAtMs >= AGAIN_MS) await this.read(place, kept);
    return settled(kept);
  }

  /** The set as it is now, where it may be asked for again; else as it was. @throws OAuthFailure */
  async again(place: KeyPlace): Promise<IssuerKeySet> {
    const kept = this.kept(place);
    if (kept.flight !== null || performance.now() - kept.triedAtMs >= AGAIN_MS) await this.read(place, kept);
    return settled(kept);
  }

  private kept(place: KeyPlace): Kept {
    const name = `${place.jwksUri ?? ''} ${place.issuer}`;
    const known = this.places.get(name);
    if (known !== undefined) return known;
    if (this.places.size >= PLACES_MAX) this.places.delete(this.places.keys().next().value ?? '');
    const made: Kept = { set: null, readAtMs: -Infinity, triedAtMs: -Infinity, failure: null, flight: null };
    this.places.set(name, made);
    return made;
  }

  /** One question at a time. It goes on when whoever waits has given up. */
  private async read(place: KeyPlace, kept: Kept): Promise<void> {
    kept.flight ??= this.ask(place, kept).finally(() => {
      kept.flight = null;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, WAIT_MS);
    });
    await Promise.race([kept.flight, late]);
    clearTimeout(timer);
  }

  private async ask({ issuer, jwksUri }: KeyPlace, kept: Kept): Promise<void> {
    kept.triedAtMs = performance.now();
    try {
      const address = jwksUri ?? (await discoverAuthorizationServer(this.fetch, issuer)).jwks_uri;
      if (address === undefined) throw new OAuthFailure('discovery', 'The issuer’s metadata names no keys (jwks_uri).');
      const answer = await this.fetch(address);
      if (answer.status !== 200) throw new OAuthFailure('unreachable', `The keys’ address answered with HTTP ${answer.status}.`); // prettier-ignore
      const { keys } = KeySet.parse(await answer.json());
      kept.set = { count: keys.length, find: createLocalJWKSet({ keys: keys as unknown as JWK[] }) };
      kept.readAtMs = performance.now();
      kept.failure = null;
    } catch (error) {
      const malformed = () => new OAuthFailure('malformed', 'The keys’ address does not answer with a key set.', { cause: error }); // prettier-ignore
      kept.failure = error instanceof OAuthFailure ? error : malformed();
    }
  }
}

function settled({ set, readAtMs, failure }: Kept): IssuerKeySet {
  if (set !== null && performance.now() - readAtMs < STALE_LIFE_MS) return set;
  throw failure ?? new OAuthFailure('unreachable', 'The issuer did not answer with its keys in time.');
}
