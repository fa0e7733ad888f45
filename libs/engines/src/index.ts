export type { EngineOptions, RunningEngine, RunningPostgres } from './engine.js';
export { StartError, explainFileError, systemErrorCode } from './start-error.js';
export { startPostgres } from './postgres/start-postgres.js';
export { startRedis } from './redis/start-redis.js';
export { findRedis } from './redis/redis-program.js';
export { startClickHouse } from './clickhouse/start-clickhouse.js';
export { fetchDebianPackages, hasDebianPackages, libraryFolders } from './debian-packages.js';
export { choosePort } from './free-port.js';
export { announceEnd, claimFolder, releaseFolder } from './folder-claim.js';
export { ensureFolder, keptSecret, readIfThere, writeWhole } from './private-files.js';
export {
  endingSteps,
  endingWithUs,
  endProcess,
  giveWay,
  isOurs,
  isRunning,
  processIdentity,
  signalProcess,
} from './processes.js';
export { waitUntil } from './waiting.js';
