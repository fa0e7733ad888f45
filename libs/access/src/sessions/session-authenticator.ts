import { hash } from 'node:crypto';
import { GatewayOpsError, SessionVerdict } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import { RecentMap } from '../keys/recent-map.js';
import { SingleFlights } from '../keys/single-flights.js';

/** A session that was ended is refused within a second everywhere: half of it here, the rest for the way. */
const VERDICT_LIFE_MS = 500;
const VALIDATION_TIMEOUT_MS = 5_000;
const SESSIONS_MAX = 20_000;
const TOKEN = /^gws_[A-Za-z0-9_-]{20,200}$/;

/** Says whose session a token is. */
export abstract class SessionAuthenticator {
  /** @throws GatewayOpsError `auth_unavailable` where nobody can say */
  abstract authenticate(token: string): Promise<SessionVerdict>;
}

interface Dated {
  verdict: SessionVerdict;
  untilMs: number;
}

/** Asks the auth service, and believes its word for half a second. */
export class RemoteSessions extends SessionAuthenticator {
  private readonly known = new RecentMap<Dated>(SESSIONS_MAX);
  private readonly flights = new SingleFlights<SessionVerdict>();

  constructor(private readonly auth: InternalClient) {
    super();
  }

  async authenticate(token: string): Promise<SessionVerdict> {
    if (!TOKEN.test(token)) return { valid: false };
    const digest = hash('sha256', token, 'hex');
    const now = performance.now();
    const known = this.known.get(digest);
    if (known !== undefined && now < known.untilMs) return known.verdict;
    return this.flights.join(digest, now, () => this.ask(digest, token, now));
  }

  private async ask(digest: string, token: string, askedAtMs: number): Promise<SessionVerdict> {
    const verdict = await this.validate(token);
    this.known.set(digest, { verdict, untilMs: askedAtMs + VERDICT_LIFE_MS });
    return verdict;
  }

  private async validate(token: string): Promise<SessionVerdict> {
    try {
      return await this.auth.request({
        method: 'POST',
        path: '/internal/v1/auth/validate-session',
        body: { token },
        answer: SessionVerdict,
        idempotent: true,
        timeoutMs: VALIDATION_TIMEOUT_MS,
      });
    } catch (cause) {
      throw new GatewayOpsError('auth_unavailable', { cause });
    }
  }
}
