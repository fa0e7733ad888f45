import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { EventReader } from './event-reader.js';

/** What came back to a POST. */
export interface Answered {
  readonly status: number;
  /** The last message, or the body. */
  readonly response: string;
  /** What came before it. */
  readonly messages: readonly string[];
  /** Whether all that came as events. */
  readonly asEvents: boolean;
  readonly sessionId: string | null;
}

const TIMEOUT_MS = 20_000;
const agent = new Agent({ keepAlive: true });

const isStream = (answer: IncomingMessage): boolean =>
  (answer.headers['content-type'] ?? '').startsWith('text/event-stream');

/** @param onMessage gets each message of an event stream as it comes */
export function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  onMessage: (message: string) => void = () => {},
): Promise<Answered> {
  const all = { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const options = { method: 'POST', agent, headers: all, signal: AbortSignal.timeout(TIMEOUT_MS) };
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options, (answer) => {
      const asEvents = isStream(answer);
      const parts: Buffer[] = [];
      const messages: string[] = [];
      const reader = new EventReader((message) => {
        messages.push(message);
        onMessage(message);
      });
      answer.on('data', (part: Buffer) => (asEvents ? reader.push(part) : parts.push(part)));
      answer.on('error', reject);
      answer.on('end', () => {
        const response = (asEvents ? messages.pop() : Buffer.concat(parts).toString()) ?? '';
        const sessionId = answer.headers['mcp-session-id'];
        const status = answer.statusCode ?? 0;
        resolve({ status, response, messages, asEvents, sessionId: typeof sessionId === 'string' ? sessionId : null });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A stream that stays open: GET, or a POST of `body`. @throws Error when it is not opened */
export function listen(
  url: string,
  body: string | null,
  headers: Record<string, string>,
  onMessage: (message: string) => void,
): Promise<{ close(): void }> {
  return new Promise((resolve, reject) => {
    const all = body === null ? headers : { ...headers, 'content-type': 'application/json' };
    const request = httpRequest(url, { method: body === null ? 'GET' : 'POST', headers: all }, (answer) => {
      const reader = new EventReader(onMessage);
      answer.on('data', (part: Buffer) => reader.push(part));
      answer.on('error', () => undefined);
      if (isStream(answer)) resolve({ close: () => request.destroy() });
      else reject(new Error(`No stream: ${answer.statusCode}`));
    });
    request.setTimeout(0);
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

/** Asks every few milliseconds, for 3 s at most. */
export async function until(done: () => boolean): Promise<void> {
  for (let n = 0; n < 600 && !done(); n++) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** As 2026-07-28 (Streamable HTTP, Value Encoding) has it. */
export function headerValue(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}
