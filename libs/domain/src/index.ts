export * from './access/pattern.js';
export * from './access/scopes.js';
export * from './money/micro-usd.js';
export * from './money/price-card.js';
export * from './resilience/circuit-breaker.js';
export { BODY_BYTES_MAX, Masker, type MaskerOptions } from './masking/masker.js';
