import type { Metrics } from '@gatewayops/service';
import type { RateScope } from './rate-decision.js';

export const LIMITER_MODES = ['shared', 'divided', 'refusing'] as const;
/** shared: buckets in Redis; divided: Redis is away, each gateway holds to its share; refusing: it is away, nothing goes. */
export type LimiterMode = (typeof LIMITER_MODES)[number];

/** What the limiter reports about itself. */
export interface RateLimitMetrics {
  refused(scope: RateScope, scopeId: string): void;
  /** A subject that was idle for long: its series ends. */
  forget(scope: RateScope, scopeId: string): void;
  setMode(mode: LimiterMode): void;
  /** One round trip to Redis for a lease. */
  leased(outcome: 'granted' | 'refused' | 'failed'): void;
}

/** `gateway_rate_limit_hits_total` is the specification's (Observability, Metrics). */
export function rateLimitMetrics(metrics: Metrics): RateLimitMetrics {
  const hits = metrics.counter({
    name: 'gateway_rate_limit_hits_total',
    help: 'Calls refused by a rate limit',
    labels: ['scope', 'scope_id'],
  });
  const modes = metrics.gauge({
    name: 'gateway_rate_limiter_mode',
    help: '1 for the way in which limits are held: shared, or divided or refusing while Redis is away',
    labels: ['mode'],
  });
  const leases = metrics.counter({
    name: 'gateway_rate_limit_leases_total',
    help: 'Round trips to Redis for tokens',
    labels: ['outcome'],
  });
  return {
    refused: (scope, scopeId) => hits.inc({ scope, scope_id: scopeId }),
    forget: (scope, scopeId) => hits.remove({ scope, scope_id: scopeId }),
    setMode: (mode) => {
      for (const each of LIMITER_MODES) modes.set({ mode: each }, each === mode ? 1 : 0);
    },
    leased: (outcome) => leases.inc({ outcome }),
  };
}
