export { Redis } from 'ioredis';
export type { ChainableCommander } from 'ioredis';
export * from './availability.js';
export * from './connect.js';
export * from './cork.js';
export { FRAME_HEAD_BYTES, FRAME_TAIL_BYTES, type FramedArgument } from './framed-argument.js';
export * from './persistence.js';
export * from './script.js';
export * from './lease.js';
