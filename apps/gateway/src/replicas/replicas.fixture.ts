import { startRedis, type RunningEngine } from '@gatewayops/engines';
import { connectRedis, whenReady, type Redis } from '@gatewayops/redis';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { listen, PRINCIPAL } from '../front/front.fixture.js';
import { Cancellation } from '../front/cancellation.js';
import type { Answer } from '../request-path/answer.js';
import { Call, type RoutedCall } from '../request-path/call.js';
import { CallForwarder } from './call-forwarder.js';
import { Ownership } from './owning/ownership.js';
import { ReplicaChannel } from './replica-channel.js';
import { ReplicaDirectory } from './replica-directory.js';
import { ReplicaGate } from './replica-gate.js';

export const SECRET = 'a secret that replicas share, of 32+';
const cacheDir = join(homedir(), '.cache', 'gatewayops');

/** A Redis of the test's own. */
export async function ownRedis(): Promise<{ engine: RunningEngine; connect(): Promise<Redis>; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'replicas-'));
  const engine = await startRedis({ dataDir, cacheDir, syncsToDisk: false });
  return {
    engine,
    async connect() {
      const redis = connectRedis({ url: engine.url, name: 'test:replicas' });
      await whenReady(redis, 5_000);
      return redis;
    },
    async close() {
      await engine.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
} // prettier-ignore

export interface TestReplica {
  readonly url: string;
  readonly redis: Redis;
  readonly directory: ReplicaDirectory;
  readonly channel: ReplicaChannel;
  readonly gate: ReplicaGate;
  readonly calls: CallForwarder;
  readonly ownership: Ownership;
  readonly defects: unknown[];
  /** What it answers calls with that are handed to it; may be replaced. */
  answer: (call: Call) => Promise<Answer>;
  /** As a process that was killed: connections are cut, and nothing is said of it in Redis. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A replica without a front: what the others see of it. */
export async function addReplica(redis: Redis, options: { port?: number } = {}): Promise<TestReplica> {
  const server = createServer((request, response) => {
    if (!replica.gate.handle(request, response)) response.writeHead(418).end();
  });
  const listening = await listen(server, options.port);
  const directory = new ReplicaDirectory(redis, { url: listening.url, heartbeatMs: 100 });
  const channel = new ReplicaChannel(directory, SECRET);
  const defects: unknown[] = [];
  const calls = new CallForwarder(channel);
  const ownership = new Ownership(redis, directory);
  const gate = new ReplicaGate({
    ownId: directory.own.id,
    secret: SECRET,
    payloadBytesMax: 64 * 1024,
    onDefect: (error) => defects.push(error),
  });
  gate.on(
    calls.kind,
    calls.receiver((call) => replica.answer(call)),
  );
  await directory.refresh();
  const stop = async () => {
    gate.close();
    await channel.close();
    await listening.close();
  };
  const replica: TestReplica = {
    url: listening.url,
    redis,
    directory,
    channel,
    gate,
    calls,
    ownership,
    defects,
    answer: async () => ({ kind: 'value', outcome: 'result', body: Buffer.from('{}'), attempts: [] }),
    async kill() {
      directory.fallSilent();
      await stop();
    },
    async close() {
      await ownership.close();
      await directory.close();
      await stop();
    },
  };
  return replica;
}

export interface TestCall {
  readonly call: RoutedCall;
  readonly messages: string[];
  readonly signal: Cancellation;
  /** How many keep the client's stream alive now. */
  keptAlive: number;
}

/** A call as it is before stage 09. */
export function aCall(headers: Record<string, string> = {}, params = '{"name":"add","arguments":{"a":12345678901234567890}}'): TestCall {
  const messages: string[] = [];
  const signal = new Cancellation();
  const body = Buffer.from(`{"jsonrpc":"2.0","id":"é1","method":"tools/call","params":${params}}`);
  const call = new Call({
    httpMethod: 'POST',
    target: { kind: 'mcp', serverName: 'files' },
    headers,
    edgeHeaders: [],
    isForeign: false,
    clientAddress: '127.0.0.1',
    signal,
    readBody: () => body,
    sendMessage: (json) => messages.push(json.toString()),
    keepAlive() {
      made.keptAlive++;
      return () => void made.keptAlive--;
    },
  });
  const start = body.indexOf(params);
  Object.assign(call, {
    requestId: 'req_1',
    principal: PRINCIPAL,
    trace: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: null, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    body,
    operation: {
      kind: 'request',
      surface: 'mcp',
      era: 'legacy',
      method: 'tools/call',
      subject: 'tool',
      name: 'add',
      params: { bytes: body, start, end: start + params.length, members: null },
      id: Buffer.from('"é1"'),
      session: null,
      clientName: randomUUID(),
    },
  });
  const made: TestCall = { call: call as RoutedCall, messages, signal, keptAlive: 0 };
  return made;
} // prettier-ignore
