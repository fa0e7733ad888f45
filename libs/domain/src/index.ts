export * from './access/pattern.js';
export * from './access/scopes.js';
export * from './money/micro-usd.js';
export * from './money/price-card.js';
export * from './resilience/circuit-breaker.js';
