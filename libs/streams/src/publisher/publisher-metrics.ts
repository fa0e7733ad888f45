/** What a producer tells about itself. `promPublisherMetrics` is the implementation for Prometheus. */
export interface PublisherMetrics {
  /** A batch was confirmed, by Redis or by the spool, `seconds` after it was closed. */
  flushed(stream: string, via: 'redis' | 'spool', events: number, seconds: number): void;
  /** Events that were given up: neither Redis nor the spool nor memory had room. */
  dropped(stream: string, events: number): void;
  /** Events that came out of the spool into Redis. */
  replayed(stream: string, events: number): void;
  /** An append that Redis did not do, by the reason. */
  appendFailed(stream: string, state: 'full' | 'refused' | 'unknown'): void;
  spoolBytes(bytes: number): void;
}

export const noPublisherMetrics: PublisherMetrics = {
  flushed: () => undefined,
  dropped: () => undefined,
  replayed: () => undefined,
  appendFailed: () => undefined,
  spoolBytes: () => undefined,
};
