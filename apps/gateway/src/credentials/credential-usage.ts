import type { CredentialsUsedRequest } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Call } from '../request-path/call.js';

type Use = CredentialsUsedRequest['uses'][number];

const REPORT_INTERVAL_MS = 5_000;
const USES_PER_REPORT = 1_000;
const USES_MAX = 50_000;
const MINUTE_MS = 60_000;

/**
 * Counts how often a minute each caller used a server's credential, for the audit log. A minute is reported when it is over,
 * and again until the auth service has it.
 */
export class CredentialUsage {
  private readonly uses = new Map<string, Use>();
  private readonly timer: NodeJS.Timeout;
  private reporting: Promise<void> | null = null;

  constructor(
    private readonly auth: Pick<InternalClient, 'request'>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.report(Date.now() - MINUTE_MS), REPORT_INTERVAL_MS);
    this.timer.unref();
  }

  /** A call that was sent to its server. */
  note(call: Call): void {
    const { server, principal, sentUpstream } = call;
    if (!sentUpstream || server === null || principal === null || server.credential.type === 'none') return;
    const minuteMs = Math.floor(call.startTimeMs / MINUTE_MS) * MINUTE_MS;
    const { orgId, userId, keyId } = principal;
    const key = `${minuteMs} ${server.id} ${userId ?? keyId}`;
    const known = this.uses.get(key);
    if (known !== undefined) known.count++;
    else if (this.uses.size >= USES_MAX) this.onError(new Error('too many uses of credentials wait to be reported'));
    else this.uses.set(key, { id: uuidv7(), orgId, serverId: server.id, userId, keyId: userId === null ? keyId : null, minuteMs, count: 1 }); // prettier-ignore
  }

  /** Reports the minute under way, too. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.reporting;
    await this.report(Infinity);
  }

  private report(untilMs: number): Promise<void> {
    this.reporting ??= this.send(untilMs).finally(() => (this.reporting = null));
    return this.reporting;
  }

  private async send(untilMs: number): Promise<void> {
    const ended = [...this.uses].filter(([, { minuteMs }]) => minuteMs <= untilMs);
    for (let first = 0; first < ended.length; first += USES_PER_REPORT) {
      const part = ended.slice(first, first + USES_PER_REPORT);
      const body: CredentialsUsedRequest = { uses: part.map(([, use]) => ({ ...use })) };
      try {
        const path = '/internal/v1/auth/credentials/used';
        await this.auth.request({ method: 'POST', path, body, answer: z.unknown(), idempotent: true });
        for (const [key] of part) this.uses.delete(key);
      } catch (error) {
        this.onError(error);
        return;
      }
    }
  }
}
