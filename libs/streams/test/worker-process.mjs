// A worker in a process of its own, so that a test can kill it. It writes into a list in Redis that, like the real store,
// remembers tokens; now and then a write fails before or after its effect.
import { StreamWorker } from '@gatewayops/streams';
import { connectRedis } from '@gatewayops/redis';
import { z } from 'zod';

const {
  sinkUrl,
  redisUrl,
  stream,
  consumer,
  dieAt,
  dieAfter = 1,
  failures = 0,
  deadAfterMs = 1_500,
} = JSON.parse(process.argv[2]);
const sink = connectRedis({ url: sinkUrl, name: 'sink' });
const WRITE = `if redis.call('SETNX', 'sink:' .. ARGV[1], 1) == 0 then return 0 end
for i = 2, #ARGV do redis.call('RPUSH', 'sink', ARGV[i]) end
return 1`;

let steps = 0;
const worker = new StreamWorker({
  redisUrl,
  stream,
  group: 'trace',
  ...(consumer ? { consumer } : {}),
  lingerMs: 50,
  batchMessages: 100,
  deadAfterMs,
  handlers: [
    {
      type: 'test',
      schema: z.object({ type: z.literal('test'), id: z.string(), month: z.string() }),
      partitionOf: (event) => event.month,
      async write({ token, events }) {
        if (Math.random() < failures) throw new Error('refused before its effect');
        await sink.eval(WRITE, 0, token, ...events.map(({ id }) => id));
        if (Math.random() < failures) throw new Error('cut after its effect');
      },
    },
  ],
  logger: {
    info() {},
    warn() {},
    error: (fields, message) => process.stderr.write(`${message} ${fields.err ?? ''}\n`),
  },
  onStep(step) {
    if (step === dieAt && ++steps === dieAfter) process.kill(process.pid, 'SIGKILL');
  },
});
await worker.start();
process.send?.('started');
process.on('SIGTERM', () => void worker.close().then(() => process.exit(0)));
