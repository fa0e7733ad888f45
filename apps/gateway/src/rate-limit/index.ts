export { RateDecision, type RateScope } from './rate-decision.js';
export { rateLimitMetrics, type LimiterMode, type RateLimitMetrics } from './rate-limit-metrics.js';
export { RateLimiter, type RateLimiterOptions } from './rate-limiter.js';
