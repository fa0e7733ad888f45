import { deadLetterStream } from '@gatewayops/contracts';

/** Everything that belongs to a stream lies in its slot of Redis Cluster: the names keep its braces. */
export const streamKeys = {
  /** Hash: producer id to its last sequence number. */
  producers: (stream: string) => `${stream}:producers`,
  /** Hash: token to the header of a batch record. */
  records: (stream: string, group: string) => `${stream}:records:${group}`,
  /** Hash: token to the message ids of a batch record. */
  recordIds: (stream: string, group: string) => `${stream}:record-ids:${group}`,
  /** Set of the message ids that are in a record. */
  recorded: (stream: string, group: string) => `${stream}:recorded:${group}`,
  /** Sorted set: consumer to the time of its last sign of life, ms. */
  heartbeats: (stream: string, group: string) => `${stream}:workers:${group}`,
  /** Integer: how many batch records there ever were. */
  tokens: (stream: string, group: string) => `${stream}:tokens:${group}`,
  housekeepingLock: (stream: string) => `${stream}:housekeeping`,
  dead: deadLetterStream,
} as const;
