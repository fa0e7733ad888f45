import type { KeysUsedRequest } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import { z } from 'zod';
import type { Call } from '../request-path/call.js';

const REPORT_INTERVAL_MS = 5_000;
const KEYS_PER_REPORT = 1000;
const KEYS_MAX = 50_000;

/** Tells the auth service when keys were last used: once in a while for all of them, not at each call. */
export class KeyUsage {
  private used = new Map<string, KeysUsedRequest['keys'][number]>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly auth: InternalClient,
    private readonly onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.report(), REPORT_INTERVAL_MS);
    this.timer.unref();
  }

  note(call: Call): void {
    const { keyId, orgId } = call.principal!;
    const known = this.used.get(keyId);
    if (known !== undefined) known.lastUsedAtMs = call.startTimeMs;
    else if (this.used.size < KEYS_MAX) this.used.set(keyId, { orgId, keyId, lastUsedAtMs: call.startTimeMs });
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.report();
  }

  private async report(): Promise<void> {
    const keys = [...this.used.values()];
    this.used = new Map();
    for (let first = 0; first < keys.length; first += KEYS_PER_REPORT) {
      const body: KeysUsedRequest = { keys: keys.slice(first, first + KEYS_PER_REPORT) };
      // The next use of the key says it again: a report that fails is not worth keeping.
      await this.auth
        .request({ method: 'POST', path: '/internal/v1/auth/keys/used', body, answer: z.unknown() })
        .catch(this.onError);
    }
  }
}
