import { CHALLENGE_CHARS_MAX, type UpstreamToken } from '@gatewayops/contracts';
import { UpstreamFailure } from '@gatewayops/mcp';
import { createHash } from 'node:crypto';
import { connectionRequired } from './connection-required.js';

/**
 * Asks the auth service.
 * @param refusedDigest of what the server answered with 401
 * @param challenge with which it refused a call as the token allows too little
 */
export type AskForToken = (refusedDigest: string | null, challenge: string | null) => Promise<UpstreamToken>;

/** That there is none is believed for so long: an agent that asks again and again asks us and not the auth service. */
const NONE_MS = 1_000;

/** One holder's token for one server, as long as it is good; in memory only. */
export class HeldToken {
  private value: string | null = null;
  private askAgainAtMs = 0;
  private none: { failure: Error; untilMs: number } | null = null;
  private narrow: { challenge: string; failure: Error; untilMs: number } | null = null;
  private asking: Promise<void> | null = null;
  private epoch = 0;

  constructor(
    private readonly serverName: string,
    private readonly ask: AskForToken,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** Of the Authorization header, as it was last heard. */
  get current(): string | null {
    return this.value;
  }

  /** Waits until there is one that is good; without waiting where there is. @throws GatewayOpsError `connection_required`, UpstreamFailure */
  ready(): Promise<void> | null {
    if (this.value !== null && this.nowMs() < this.askAgainAtMs) return null;
    return this.renew(null);
  }

  /** The server refused `refused`. Whether there is another one now. @throws GatewayOpsError `connection_required`, UpstreamFailure */
  async replace(refused: string): Promise<boolean> {
    if (this.value === refused) await this.renew(createHash('sha256').update(refused).digest('hex'));
    return this.value !== null && this.value !== refused;
  }

  /**
   * The server wants more scope than `used` has. Whether there is a wider one now.
   * @throws GatewayOpsError `connection_required` where the person has to allow more; other calls go on with what there is
   */
  async widen(used: string, header: string): Promise<boolean> {
    const challenge = header.slice(0, CHALLENGE_CHARS_MAX);
    const { narrow } = this;
    if (narrow !== null && narrow.challenge === challenge && this.nowMs() < narrow.untilMs) throw narrow.failure;
    const token = await this.ask(null, challenge);
    if (token.kind === 'connection_required') {
      const failure = connectionRequired(token, this.serverName);
      this.narrow = { challenge, failure, untilMs: this.nowMs() + NONE_MS };
      throw failure;
    }
    if (token.kind !== 'authorization' || token.value === used) return false;
    this.value = token.value;
    this.askAgainAtMs = token.askAgainAtMs ?? Infinity;
    return true;
  }

  /** It may have been revoked, or there may be one by now. */
  forget(): void {
    this.epoch++;
    this.value = null;
    this.none = null;
    this.narrow = null;
    this.asking = null;
  }

  private renew(refusedDigest: string | null): Promise<void> {
    if (this.none !== null && this.nowMs() < this.none.untilMs) return Promise.reject(this.none.failure);
    // One question for all calls that wait.
    const asking = (this.asking ??= this.learn(refusedDigest).finally(() => {
      if (this.asking === asking) this.asking = null;
    }));
    return asking;
  }

  private async learn(refusedDigest: string | null): Promise<void> {
    const { epoch } = this;
    const token = await this.ask(refusedDigest, null);
    // What was answered before it was voided may be void itself.
    if (epoch !== this.epoch) return (await this.ready()) ?? undefined;
    if (token.kind === 'authorization') {
      this.value = token.value;
      this.askAgainAtMs = token.askAgainAtMs ?? Infinity;
      this.none = null;
      return;
    }
    this.value = null;
    const failure = this.failureOf(token);
    this.none = { failure, untilMs: this.nowMs() + NONE_MS };
    throw failure;
  }

  private failureOf(token: Exclude<UpstreamToken, { kind: 'authorization' }>): Error {
    if (token.kind === 'connection_required') return connectionRequired(token, this.serverName);
    const message = `No token for the MCP server could be had. ${token.message}`;
    return new UpstreamFailure('upstream_error', { message, retryAfterSeconds: token.retryAfterSeconds });
  }
}
