import { UpstreamToken, type McpServerRuntime, type Principal } from '@gatewayops/contracts';
import type { Upstream, Upstreams } from '@gatewayops/mcp';
import type { InternalClient } from '@gatewayops/service';
import { CredentialedUpstream } from './credentialed-upstream.js';
import { HeldToken, type AskForToken } from './held-token.js';

/** Longer than the auth service waits for a renewal, be it of a replica that died in it. */
const TOKEN_TIMEOUT_MS = 28_000;
const ATTEMPT_PAUSE_MS = 200;
/** What a key without a person is told apart by: the answer is the same for all of them. */
const NOBODY = 'nobody';
const ORGANIZATION = 'organization';

/** Servers as a caller reaches them: with the credential that is everybody's, or with a token of their own. */
export class CallersUpstreams {
  /** By pool: what is not held there any more is collected with it. */
  private readonly tokens = new Map<string, Map<string, WeakRef<HeldToken>>>();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly auth: Pick<InternalClient, 'request'>,
  ) {}

  of(server: McpServerRuntime, { userId }: Pick<Principal, 'userId'>): Upstream {
    const { credential } = server;
    if (credential.type !== 'token') return this.upstreams.get(server);
    const key = credential.perUser ? (userId ?? NOBODY) : ORGANIZATION;
    let token: HeldToken | null = null;
    const held = (): HeldToken => (token ??= this.hold(server, key, credential.perUser ? userId : null));
    return this.upstreams.of(server, {
      key,
      authorization: () => held().current,
      present: (pool) => new CredentialedUpstream(pool, held(), key),
    });
  }

  /** Tokens of an organisation may be void, or new ones there; without an id, anybody's. */
  invalidate(orgId?: string): void {
    const organizations = orgId === undefined ? [...this.tokens.keys()] : [orgId];
    for (const id of organizations) for (const token of this.tokens.get(id)?.values() ?? []) token.deref()?.forget();
  }

  private hold(server: McpServerRuntime, key: string, userId: string | null): HeldToken {
    const token = new HeldToken(server.name, this.askFor(server, userId));
    const ofOrg = this.tokens.get(server.orgId) ?? new Map<string, WeakRef<HeldToken>>();
    for (const [id, known] of ofOrg) if (known.deref() === undefined) ofOrg.delete(id);
    ofOrg.set(`${server.id}@${server.version} ${key}`, new WeakRef(token));
    this.tokens.set(server.orgId, ofOrg);
    return token;
  }

  /** A replica of the auth service that dies is asked no more; another one goes on where it was. */
  private askFor({ orgId, id: serverId }: McpServerRuntime, userId: string | null): AskForToken {
    return async (refusedDigest, challenge) => {
      const endsAtMs = performance.now() + TOKEN_TIMEOUT_MS;
      for (;;) {
        try {
          return await this.auth.request({
            method: 'POST',
            path: '/internal/v1/auth/upstream-token',
            body: { orgId, serverId, userId, refusedDigest, challenge },
            answer: UpstreamToken,
            timeoutMs: Math.max(1_000, endsAtMs - performance.now()),
          });
        } catch (error) {
          if (!isAway(error) || performance.now() + ATTEMPT_PAUSE_MS > endsAtMs) throw error;
          await new Promise((resolve) => setTimeout(resolve, ATTEMPT_PAUSE_MS));
        }
      }
    };
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'service_unavailable' || error.code === 'auth_unavailable');
