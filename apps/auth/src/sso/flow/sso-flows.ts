import { hash, randomBytes } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';

const FLOW_LIFE_MS = 10 * 60_000;
const TICKET_LIFE_MS = 2 * 60_000;
const TEST_LIFE_MS = 10 * 60_000;

/** A sign-in that went to a provider: what its answer must fit. */
const SsoFlow = z.object({
  connectionId: z.string(),
  /** Digest of the cookie of the browser that began it. */
  browser: z.string(),
  returnTo: z.string(),
  /** Shows what the provider says, and signs nobody in. */
  test: z.boolean(),
  /** Another site led the person here: they are asked before they are signed in. */
  confirm: z.boolean(),
  /** Of OpenID Connect; empty for SAML. */
  nonce: z.string(),
  codeVerifier: z.string(),
});
export type SsoFlow = z.infer<typeof SsoFlow>;

/** Whom a provider vouches for. */
export const ProvenIdentity = z.object({
  subject: z.string().min(1).max(1_024),
  email: z.string().nullable(),
  name: z.string().nullable(),
  /** Null where the provider said nothing about groups. */
  groups: z.array(z.string()).nullable(),
  /** Of SAML: what a logout names. */
  sessionIndex: z.string().nullable(),
  /** Whether the provider says that it has checked two factors. */
  secondFactor: z.boolean(),
});
export type ProvenIdentity = z.infer<typeof ProvenIdentity>;

/** A proven identity on its way to the page that ends the sign-in. */
const SsoTicket = z.object({
  connectionId: z.string(),
  type: z.enum(['oidc', 'saml']),
  identity: ProvenIdentity,
  /** Null where the provider began it: then no browser of ours did. */
  browser: z.string().nullable(),
  returnTo: z.string(),
  test: z.boolean(),
  confirm: z.boolean(),
});
export type SsoTicket = z.infer<typeof SsoTicket>;

/** Sign-ins under way, in Redis. Each is taken once. Without Redis nobody signs in. */
@Injectable()
export class SsoFlows {
  constructor(private readonly redis: Redis) {}

  /** `name`: the state, or the id of the SAML request. */
  begin(name: string, flow: SsoFlow): Promise<void> {
    return this.put('flow', name, flow, FLOW_LIFE_MS);
  }

  async take(name: string): Promise<SsoFlow | null> {
    return SsoFlow.nullable().parse(await this.get('flow', name));
  }

  /** The ticket's name. */
  async issue(ticket: SsoTicket): Promise<string> {
    const name = randomBytes(32).toString('base64url');
    await this.put('ticket', name, ticket, TICKET_LIFE_MS);
    return name;
  }

  async redeem(name: string): Promise<SsoTicket | null> {
    return SsoTicket.nullable().parse(await this.get('ticket', name));
  }

  async allowTest(connectionId: string): Promise<string> {
    const name = randomBytes(32).toString('base64url');
    await this.put('test', name, connectionId, TEST_LIFE_MS);
    return name;
  }

  async takeTest(name: string): Promise<string | null> {
    return z
      .string()
      .nullable()
      .parse(await this.get('test', name));
  }

  /** False where this was seen before `untilMs`: an assertion is good once. */
  async firstSight(name: string, untilMs: number): Promise<boolean> {
    const lifeMs = Math.max(1_000, untilMs - Date.now());
    return (await unlessAway(this.redis.set(keyOf('seen', name), '1', 'PX', lifeMs, 'NX'))) === 'OK';
  }

  private async put(kind: string, name: string, value: unknown, lifeMs: number): Promise<void> {
    await unlessAway(this.redis.set(keyOf(kind, name), JSON.stringify(value), 'PX', lifeMs));
  }

  private async get(kind: string, name: string): Promise<unknown> {
    const text = await unlessAway(this.redis.getdel(keyOf(kind, name)));
    return text === null ? null : JSON.parse(text);
  }
}

/** What names a flow is a secret of the browser: Redis sees its digest. */
const keyOf = (kind: string, name: string): string => `gwo:sso:${kind}:${hash('sha256', name, 'hex')}`;

async function unlessAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new GatewayOpsError('auth_unavailable', { cause, retryAfterSeconds: 1 });
  }
}
