import { addressGuard, type AddressGuard } from '@gatewayops/mcp';
import { Agent, request } from 'undici';
import { isIP } from 'node:net';
import type { WebhookTarget } from '../channels/channel-store.js';
import { signatureOf } from './signature.js';

export interface Message {
  /** Of the delivery: the same on each attempt. */
  id: string;
  body: string;
}

/** How an attempt ended; `status` is null where no answer came. */
export interface Attempt {
  delivered: boolean;
  status: number | null;
  error: string | null;
}

const refused = (error: string, status: number | null = null): Attempt => ({ delivered: false, status, error });
const ANSWER_BYTES_MAX = 65_536;

/** Sends signed webhooks. Addresses are checked after DNS at each connection, and redirects are not followed. */
export class WebhookSender {
  private readonly guard: AddressGuard;
  private readonly agent: Agent;

  constructor(private readonly options: { timeoutMs: number; privateRanges: 'allow' | 'deny' }) {
    this.guard = addressGuard({ privateRanges: options.privateRanges });
    this.agent = new Agent({
      connect: { lookup: this.guard.lookup, timeout: Math.min(options.timeoutMs, 5_000) },
      connections: 4,
      maxResponseSize: ANSWER_BYTES_MAX,
      keepAliveTimeout: 5_000,
    });
  }

  /** Never throws: what went wrong is in the answer. */
  async send(target: WebhookTarget, message: Message): Promise<Attempt> {
    const host = new URL(target.url).hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !this.guard.allows(host)) return refused('the address is not a public one');
    try {
      const answer = await request(target.url, {
        method: 'POST',
        dispatcher: this.agent,
        headers: this.headers(target, message),
        body: message.body,
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      await answer.body.dump({ limit: ANSWER_BYTES_MAX });
      const { statusCode } = answer;
      if (statusCode >= 200 && statusCode < 300) return { delivered: true, status: statusCode, error: null };
      return refused(`answered ${statusCode}`, statusCode);
    } catch (error) {
      return refused(wordsOf(error));
    }
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private headers(target: WebhookTarget, { id, body }: Message): Record<string, string> {
    return {
      'content-type': 'application/json',
      'user-agent': 'GatewayOps-Webhook/1',
      'x-gatewayops-delivery': id,
      'x-gatewayops-signature': signatureOf(target.secret, body, Math.floor(Date.now() / 1000)),
    };
  }
}

/** The code of a failure: texts of others may hold what should not be shown. */
function wordsOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  if (name === 'TimeoutError') return 'no answer in time';
  if (code === 'EADDRESSREFUSED') return 'the address is not a public one';
  return typeof code === 'string' ? code : 'no connection';
}
