import { Agent, fetch, type Response } from 'undici';
import { CallFailure } from './tally.js';
import type { Message } from './messages.js';

/** A connection a stream: none waits for another. */
const agent = new Agent({ connections: null, headersTimeout: 40_000, bodyTimeout: 60_000, keepAliveTimeout: 4_000 });

export interface Target {
  readonly url: string;
  readonly apiKey: string;
  readonly signal: AbortSignal;
}

/** @throws CallFailure where no answer came */
export async function send(
  { url, apiKey, signal }: Target,
  method: 'GET' | 'POST' | 'DELETE',
  headers: Record<string, string>,
  body?: object,
): Promise<Response> {
  try {
    return await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: method === 'GET' ? 'text/event-stream' : 'application/json, text/event-stream',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify({ jsonrpc: '2.0', ...body }) } : {}),
      signal,
      dispatcher: agent,
    });
  } catch (error) {
    throw cutOff(error);
  }
}

export const cutOff = (error: unknown): CallFailure =>
  error instanceof CallFailure ? error : new CallFailure(`cut off: ${String((error as Error).cause ?? error)}`, true);

export const isEvents = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;

/** Of a call that waited for its client's answer at the gateway that was killed. */
const WAITED_ELSEWHERE = 'This call is over. Call anew.';

/** @throws CallFailure for an error */
export function checked(message: Message): Message {
  if (!message.error) return message;
  const { code, message: words, data } = message.error;
  const byKill = data?.code === 'service_unavailable' || words === WAITED_ELSEWHERE;
  throw new CallFailure(`${code} ${data?.code ?? ''} ${words}`, byKill);
}

/** @throws CallFailure for a status that is none of success */
export async function succeeded(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new CallFailure(`HTTP ${response.status} ${(await response.text()).slice(0, 300)}`, false);
}

export const closeConnections = (): Promise<void> => agent.destroy();
