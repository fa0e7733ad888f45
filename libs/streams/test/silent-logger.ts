import type { StreamLogger } from '../src/logger.js';

export const silentLogger: StreamLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };
