export * from './logger.js';
export * from './publisher/event-publisher.js';
export * from './publisher/publisher-metrics.js';
export * from './stream-keys.js';
