import { setTimeout as delay } from 'node:timers/promises';
import { SERVER_NAME } from './tenant.js';

const CALL_TIMEOUT_MS = 40_000;
/** After an error: it takes a while until what died is back. */
const REFUSED_PAUSE_MS = 200;
/** After a call that found no gateway. */
const AWAY_PAUSE_MS = 50;

/** Errors that a caller gets only after the gateway knew whose call it was: each of these is a call with a root span. */
const CODES_WITH_PRINCIPAL = new Set([
  'upstream_error',
  'timeout',
  'circuit_open',
  'overloaded',
  'not_found',
  'forbidden',
]);

/** What the caller knows of its calls, by the request id that it gave each. */
export class Calls {
  /** Answered with a result: id to its cost in micro-USD. */
  readonly results = new Map<string, number>();
  /** Answered with an error that belongs to a call of the principal. */
  readonly errors = new Set<string>();
  /** Answered with an error that may have come before there was a principal. */
  readonly refusals = new Set<string>();
  /** Sent, and the connection broke: they may have been made or not. */
  readonly broken = new Set<string>();
  /** How often which status and code was answered. */
  readonly answers: Record<string, number> = {};
  #number = 0;
  #inFlight = 0;

  constructor(
    private readonly gatewayUrl: string,
    private readonly apiKey: string,
    private readonly prefix: string,
  ) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  isSent(id: string): boolean {
    return this.results.has(id) || this.errors.has(id) || this.refusals.has(id) || this.broken.has(id);
  }

  /** Makes calls on so many lanes until `isEnough`, each lane with a pause between two calls. */
  async run(lanes: number, pauseMs: number, isEnough: () => boolean): Promise<void> {
    const lane = async () => {
      while (!isEnough()) {
        await this.#callOnce();
        await delay(pauseMs);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  async #callOnce(): Promise<void> {
    const id = `${this.prefix}-${inLetters((this.#number += 1))}`;
    this.#inFlight += 1;
    try {
      const response = await fetch(`${this.gatewayUrl}/v1/mcp/${SERVER_NAME}/tools/call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.apiKey}`, 'content-type': 'application/json', 'x-request-id': id },
        body: JSON.stringify({ tool: 'lookup', arguments: { order: this.#number } }),
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
      });
      const answer = (await response.json()) as Answer;
      this.#take(response.headers.get('x-request-id') ?? id, response.status, answer);
      if (!response.ok) await delay(REFUSED_PAUSE_MS);
    } catch (error) {
      // Refused at the door: nothing was sent, so that a row with this id would be one too many.
      if (isRefusedConnection(error)) await delay(AWAY_PAUSE_MS);
      else this.broken.add(id);
    } finally {
      this.#inFlight -= 1;
    }
  }

  #take(id: string, status: number, answer: Answer): void {
    const code = answer.error?.code ?? '';
    const name = `${status} ${code}`.trim();
    this.answers[name] = (this.answers[name] ?? 0) + 1;
    if (status === 200 && answer.metadata) this.results.set(id, answer.metadata.cost_micro_usd);
    else if (CODES_WITH_PRINCIPAL.has(code)) this.errors.add(id);
    else this.refusals.add(id);
  }
}

interface Answer {
  metadata?: { cost_micro_usd: number };
  error?: { code: string };
}

/** A number of which nobody thinks that it is a card's: the gateway takes no id that looks as if it held one. */
const inLetters = (number: number): string => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

function isRefusedConnection(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code === 'ECONNREFUSED';
}
