export { BIG_INTEGER } from './fixture-tools.js';
export type { RunningFixture } from './listening.js';
export { startDualEraServer } from './start-dual-era-server.js';
export { FAULTS, startFaultUpstream, type Fault, type FaultUpstream } from './start-fault-upstream.js';
export { startLegacyServer } from './start-legacy-server.js';

/** Entry files for processes of their own; see each. */
export const FIXTURE_PROGRAMS = {
  http: new URL('./http-program.js', import.meta.url).pathname,
  stdio: new URL('./stdio-program.js', import.meta.url).pathname,
};
