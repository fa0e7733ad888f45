import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { PublisherMetrics } from './publisher/publisher-metrics.js';
import type { WorkerMetrics } from './worker/worker-metrics.js';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A producer's metrics in a registry of prom-client; once a process. */
export function promPublisherMetrics(registry: Registry): PublisherMetrics {
  const registers = [registry];
  const published = new Counter({
    name: 'gatewayops_events_published_total',
    help: 'Events that Redis or the spool confirmed',
    labelNames: ['stream', 'via'],
    registers,
  });
  const flush = new Histogram({
    name: 'gatewayops_events_flush_duration_seconds',
    help: 'From the close of a batch until it is confirmed',
    labelNames: ['stream', 'via'],
    buckets: SECONDS,
    registers,
  });
  const dropped = new Counter({
    name: 'gatewayops_events_dropped_total',
    help: 'Events given up because Redis was away and the spool full',
    labelNames: ['stream'],
    registers,
  });
  const replayed = new Counter({
    name: 'gatewayops_events_replayed_total',
    help: 'Events that came out of the spool into Redis',
    labelNames: ['stream'],
    registers,
  });
  const failures = new Counter({
    name: 'gatewayops_events_append_failures_total',
    help: 'Appends that Redis refused (full, refused) or did not confirm (unknown)',
    labelNames: ['stream', 'state'],
    registers,
  });
  const spool = new Gauge({ name: 'gatewayops_events_spool_bytes', help: 'Bytes the spool takes up', registers });
  return {
    flushed: (stream, via, events, seconds) => {
      published.inc({ stream, via }, events);
      flush.observe({ stream, via }, seconds);
    },
    dropped: (stream, events) => dropped.inc({ stream }, events),
    replayed: (stream, events) => replayed.inc({ stream }, events),
    appendFailed: (stream, state) => failures.inc({ stream, state }),
    spoolBytes: (bytes) => spool.set(bytes),
  };
}

/** The metrics of a process' workers in a registry of prom-client; once a process. */
export function promWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, labelNames: ['stream', 'type'], buckets: SECONDS, registers });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = (name: string, help: string, labelNames: string[]) => new Gauge({ name, help, labelNames, registers });

  const wait = histogram('gatewayops_stream_wait_seconds', 'Time of the oldest message of a batch in the stream');
  const process = histogram('gatewayops_stream_process_seconds', 'Time that a handler took for a batch');
  const messages = counter('gatewayops_stream_messages_total', 'Messages by what became of them', [
    'stream',
    'type',
    'outcome',
  ]);
  const failures = counter('gatewayops_stream_failures_total', 'Batches that could not be written at once', [
    'stream',
    'type',
  ]);
  const takeovers = counter('gatewayops_stream_takeovers_total', 'Batches taken over from dead workers', ['stream']);
  const length = gauge('gatewayops_stream_length', 'Messages in the stream', ['stream']);
  const bytes = gauge('gatewayops_stream_bytes', 'Memory that the stream takes up', ['stream']);
  const pending = gauge('gatewayops_stream_pending', 'Messages read and not acknowledged', ['stream', 'group']);
  const lag = gauge('gatewayops_stream_lag', 'Messages not yet read', ['stream', 'group']);
  const oldest = gauge('gatewayops_stream_oldest_seconds', 'Age of the oldest message not acknowledged', [
    'stream',
    'group',
  ]);
  const dead = gauge('gatewayops_stream_dead_letters', 'Messages in the dead letters', ['stream']);
  return {
    waited: (stream, type, seconds) => wait.observe({ stream, type }, seconds),
    processed: (stream, type, _events, seconds) => process.observe({ stream, type }, seconds),
    outcome: (stream, type, outcome, count) => messages.inc({ stream, type, outcome }, count),
    failed: (stream, type) => failures.inc({ stream, type }),
    takenOver: (stream) => takeovers.inc({ stream }),
    depth: (stream, group, depth) => {
      length.set({ stream }, depth.length);
      bytes.set({ stream }, depth.bytes);
      pending.set({ stream, group }, depth.pending);
      lag.set({ stream, group }, depth.lag);
      oldest.set({ stream, group }, depth.oldestSeconds);
      dead.set({ stream }, depth.deadLetters);
    },
  };
}
