import type { Message } from './messages.js';

/** How often a subscribed session is told that its resource changed. */
export const TICK_MS = 1_000;
export const PROGRESS_STEPS = 3;

export const message = (body: object): string => JSON.stringify({ jsonrpc: '2.0', ...body });
export const uriOf = (tag: string): string => `check://${tag}`;

export const progressOf = (token: unknown, progress: number): object => ({
  method: 'notifications/progress',
  params: { progressToken: token, progress, total: PROGRESS_STEPS },
});

/** `n` counts what one stream was told, and `source` says by whom. */
export const updated = (uri: string, n: number, source: string, meta: object = {}): object => ({
  method: 'notifications/resources/updated',
  params: { uri, _meta: { n, source, ...meta } },
});

export const elicitation = (tag: string): { method: string; params: object } => ({
  method: 'elicitation/create',
  params: {
    mode: 'form',
    message: tag,
    requestedSchema: { type: 'object', properties: { answer: { type: 'string' } } },
  },
});

export const INFO = { name: 'check-replicas', version: '1' };
export const CAPABILITIES = { tools: {}, resources: { subscribe: true } };
export const TOOLS = ['work', 'count'].map((name) => ({ name, inputSchema: { type: 'object' } }));

/** What a call is answered with, so that it can be told whose it is. */
export const workText = (tag: string, n: unknown, answer: unknown): string => `${tag} ${String(n)} ${String(answer)}`;

export const argumentsOf = ({ params }: Message): Record<string, unknown> =>
  (params?.['arguments'] ?? {}) as Record<string, unknown>;
export const metaOf = ({ params }: Message): Record<string, unknown> =>
  (params?.['_meta'] ?? {}) as Record<string, unknown>;
