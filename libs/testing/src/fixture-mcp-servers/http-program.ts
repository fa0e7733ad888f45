/**
 * Runs one fixture as a process of its own, for tests that kill it: `node http-program.js dual-era|legacy|faults [port]`.
 * Writes `{"url": …}` when it answers; ends on SIGTERM, and when its parent's channel closes.
 */
import { startDualEraServer } from './start-dual-era-server.js';
import { startFaultUpstream } from './start-fault-upstream.js';
import { startLegacyServer } from './start-legacy-server.js';

const FIXTURES = { 'dual-era': startDualEraServer, legacy: startLegacyServer, faults: startFaultUpstream };

const [, , name = '', port = '0'] = process.argv;
const start = FIXTURES[name as keyof typeof FIXTURES];
if (start === undefined) {
  process.stderr.write(`say which fixture: ${Object.keys(FIXTURES).join(', ')}\n`);
  process.exit(1);
}
const { url } = await start({ port: Number(port) });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
