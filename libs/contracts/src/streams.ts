/** The streams that services speak through. Braces keep a stream and what belongs to it in one slot of Redis Cluster. */
export const STREAM_KINDS = ['cost', 'trace', 'audit', 'alert'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** Consumer groups: one for each service that reads. */
export const CONSUMER_GROUPS = {
  cost: 'cost',
  trace: 'trace',
  alert: 'alert',
  audit: 'auth',
} as const satisfies Record<StreamKind, string>;

/** `gwo:{trace}`, or `gwo:{trace-3}` where a kind is split by organisation into several. */
export function streamName(kind: StreamKind, shard = 0, shards = 1): string {
  return shards === 1 ? `gwo:{${kind}}` : `gwo:{${kind}-${shard}}`;
}

/** Which of `shards` streams an organisation's events go to (FNV-1a over the id). */
export function shardOf(orgId: string, shards: number): number {
  if (shards === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < orgId.length; i++) hash = Math.imul(hash ^ orgId.charCodeAt(i), 0x01000193) >>> 0;
  return hash % shards;
}

export const deadLetterStream = (stream: string): string => `${stream}:dead`;
