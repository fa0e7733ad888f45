import type { Metrics } from '@gatewayops/service';
import type { PublisherMetrics } from '@gatewayops/streams';

/** How events get away, for Prometheus. */
export function publisherMetrics(metrics: Metrics): PublisherMetrics {
  const labels = ['stream', 'via'] as const;
  const published = metrics.counter({ name: 'gateway_events_published_total', help: 'Events that are safe', labels });
  const delays = metrics.histogram({
    name: 'gateway_event_flush_seconds',
    help: 'From the end of a batch to its confirmation',
    labels,
  });
  const dropped = metrics.counter({
    name: 'gateway_events_dropped_total',
    help: 'Events that were given up: Redis away and the spool full',
    labels: ['stream'] as const,
  });
  const replayed = metrics.counter({
    name: 'gateway_events_replayed_total',
    help: 'Events that came out of the spool',
    labels: ['stream'] as const,
  });
  const failed = metrics.counter({
    name: 'gateway_event_appends_failed_total',
    help: 'Batches that Redis did not confirm, by the reason',
    labels: ['stream', 'state'] as const,
  });
  const spool = metrics.gauge({ name: 'gateway_spool_bytes', help: 'Bytes of events in the spool' });
  return {
    flushed(stream, via, events, seconds) {
      published.inc({ stream, via }, events);
      delays.observe({ stream, via }, seconds);
    },
    dropped: (stream, events) => dropped.inc({ stream }, events),
    replayed: (stream, events) => replayed.inc({ stream }, events),
    appendFailed: (stream, state) => failed.inc({ stream, state }),
    spoolBytes: (bytes) => spool.set(bytes),
  };
}
