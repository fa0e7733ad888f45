// A producer in a process of its own, so that a test can kill it. Tells its parent of each event that is answered for.
import { EventPublisher } from '@gatewayops/streams';
import { connectRedis } from '@gatewayops/redis';

const { redisUrl, spoolDir, delivery, prefix, pauseMs = 2 } = JSON.parse(process.argv[2]);
const redis = connectRedis({ url: redisUrl, name: 'publisher', offlineQueue: false });
const publisher = new EventPublisher({
  redis,
  producerId: 'publisher',
  streams: { shards: 1 },
  delivery,
  spool: { dir: spoolDir, bytesMax: 64 * 1024 * 1024 },
  logger: {
    info() {},
    warn() {},
    error: (fields, message) => process.stderr.write(`${message} ${fields.err ?? ''}\n`),
  },
});
await publisher.ready();
process.send('started');

let number = 0;
const stop = new AbortController();
async function answerOne() {
  const id = `${prefix}-${(number += 1)}`;
  if (delivery === 'strict' && !publisher.reserve(1_000)) return;
  publisher.publish('trace', 'org', JSON.stringify({ type: 'test', id, month: '202611' }));
  if (delivery === 'strict') {
    await publisher.whenDurable();
    publisher.release(1_000);
  }
  process.send(id);
}
process.on('SIGTERM', () => stop.abort());
const calls = new Set();
while (!stop.signal.aborted) {
  for (let i = 0; i < 5; i++) {
    const call = answerOne().catch(() => undefined);
    calls.add(call);
    void call.finally(() => calls.delete(call));
  }
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
}
await Promise.all(calls);
await publisher.close();
process.disconnect();
redis.disconnect();
