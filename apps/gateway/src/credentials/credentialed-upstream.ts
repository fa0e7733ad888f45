import type { McpProbeReport, McpServerRuntime } from '@gatewayops/contracts';
import {
  UpstreamFailure, type CancelSignal, type OpenedSession, type RawAnswer, type RawExchange, type Upstream, type UpstreamAnswer, type UpstreamDescription, type UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import type { HeldToken } from './held-token.js';

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
/** RFC 6750, section 3.1. */
const LACKS_SCOPE = 'insufficient_scope';

/**
 * A server that is reached with a token of one holder. Nothing is sent without one; what the server refuses with 401, and so has
 * not acted on, is sent once more where there is another token by then. What it refuses for lack of scope asks the person to allow
 * more.
 */
export class CredentialedUpstream implements Upstream {
  constructor(
    private readonly pool: Upstream,
    private readonly token: HeldToken,
    readonly holder: string,
  ) {}

  get server(): McpServerRuntime {
    return this.pool.server;
  }

  get era(): Upstream['era'] {
    return this.pool.era;
  }

  get state(): Upstream['state'] {
    return this.pool.state;
  }

  get activeCalls(): number {
    return this.pool.activeCalls;
  }

  call(request: UpstreamRequest): Promise<UpstreamAnswer> {
    return this.twice(
      () => this.pool.call(request),
      ({ kind, httpStatus }) => kind === 'error' && httpStatus === UNAUTHORIZED,
    );
  }

  describe(signal?: CancelSignal): Promise<UpstreamDescription> {
    return this.twice(() => this.pool.describe(signal));
  }

  takesSessions(signal?: CancelSignal): Promise<boolean> {
    return this.twice(() => this.pool.takesSessions(signal));
  }

  notify(method: string, params: Buffer | null): Promise<void> {
    return this.twice(() => this.pool.notify(method, params));
  }

  openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession | null> {
    return this.twice(() => this.pool.openSession(initialize, heard));
  }

  exchange(request: RawExchange): Promise<RawAnswer> {
    return this.twice(
      () => this.pool.exchange(request),
      ({ status }) => status === UNAUTHORIZED,
      // Nobody reads it.
      ({ body }) => void body[Symbol.asyncIterator]().return?.(),
      ({ status, headers }) => (status === FORBIDDEN ? (headers['www-authenticate'] ?? null) : null),
    );
  }

  async probe(): Promise<McpProbeReport> {
    await this.token.ready();
    return this.pool.probe();
  }

  private async twice<T>(
    send: () => Promise<T>,
    isRefused: (answer: T) => boolean = () => false,
    discard: (answer: T) => void = () => undefined,
    challengeOf: (answer: T) => string | null = () => null,
  ): Promise<T> {
    await this.token.ready();
    const used = this.token.current;
    try {
      const answer = await send();
      if (used === null) return answer;
      const isWider = await this.widened(used, challengeOf(answer), () => discard(answer));
      if (!isWider && !(isRefused(answer) && (await this.token.replace(used)))) return answer;
      discard(answer);
    } catch (error) {
      if (used === null) throw error;
      const { httpStatus = null, challenge = null } = legFailureOf(error);
      const isWider = await this.widened(used, httpStatus === FORBIDDEN ? challenge : null);
      if (!isWider && !(httpStatus === UNAUTHORIZED && (await this.token.replace(used)))) throw error;
    }
    return send();
  }

  /** Whether a call that was refused for its scope can go again. @throws GatewayOpsError `connection_required` */
  private async widened(used: string, challenge: string | null, discard?: () => void): Promise<boolean> {
    if (challenge === null || !challenge.includes(LACKS_SCOPE)) return false;
    try {
      return await this.token.widen(used, challenge);
    } catch (error) {
      discard?.();
      throw error;
    }
  }
}

interface HttpRefusal {
  httpStatus?: number | null;
  challenge?: string | null;
}

/** The HTTP answer that a failure stands for. */
function legFailureOf(error: unknown): HttpRefusal {
  const cause = error instanceof UpstreamFailure ? error.cause : null;
  return cause instanceof Error && 'httpStatus' in cause ? (cause as HttpRefusal) : {};
}
