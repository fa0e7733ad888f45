import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { bytesOf, UpstreamFailure, type Attempt, type Slice } from '@gatewayops/mcp';
import type { Redis } from '@gatewayops/redis';
import { signServiceToken } from '@gatewayops/service';
import { KEY, PRINCIPAL, until } from '../front/front.fixture.js';
import { ProtocolFailure } from '../front/protocol-failure.js';
import { collect } from '../legs/collect.js';
import type { Answer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { ReplicaGone, ReplicaLost } from './replica-failures.js';
import { pathOf } from './replica-protocol.js';
import { aCall, addReplica, ownRedis, SECRET, type TestReplica } from './replicas.fixture.js';

const ATTEMPT: Attempt = { startTimeMs: 1, durationUs: 2, status: 'success', errorCode: null, errorMessage: null };
const value = (body: Buffer | AsyncIterable<Buffer>): Answer => ({ kind: 'value', outcome: 'result', body, attempts: [ATTEMPT] }); // prettier-ignore

let own: Awaited<ReturnType<typeof ownRedis>>;
let redis: Redis;
let replicas: TestReplica[] = [];

/** Two replicas that know of each other. */
async function two(): Promise<[TestReplica, TestReplica]> {
  const [one, other] = [await addReplica(redis), await addReplica(redis)];
  replicas.push(one, other);
  return [one, other];
}

beforeAll(async () => {
  own = await ownRedis();
  redis = await own.connect();
}, 60_000);
afterEach(async () => {
  await Promise.all(replicas.map((replica) => replica.close()));
  const defects = replicas.flatMap((replica) => replica.defects);
  replicas = [];
  if (defects.length > 0) throw defects[0];
});
afterAll(async () => {
  redis.disconnect();
  await own.close();
}, 30_000);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a call that is handed to another replica', () => {
  it('is there what it was here, but for the key', async () => {
    const [here, there] = await two();
    let seen: Call | null = null;
    there.answer = async (call) => {
      seen = call;
      return value(Buffer.from('{"sum":12345678901234567890}'));
    };
    const { call } = aCall({ authorization: `Bearer ${KEY}`, 'x-agent': 'a', accept: 'text/event-stream' });
    const answer = await here.calls.forward(there.directory.own.id, call);
    expect(answer).toEqual(value(Buffer.from('{"sum":12345678901234567890}')));
    const got = seen as unknown as Call;
    expect(got.isForwarded).toBe(true);
    expect(got.inbound).toMatchObject({ httpMethod: 'POST', target: call.inbound.target });
    expect(got.inbound.headers).toEqual({ 'x-agent': 'a', accept: 'text/event-stream' });
    expect([got.requestId, got.principal, got.trace]).toEqual(['req_1', PRINCIPAL, call.trace]);
    expect(got.body).toEqual(call.body);
    const { params, ...operation } = got.operation!;
    expect(operation).toEqual({ ...call.operation, params: undefined });
    expect(bytesOf(params as Slice)).toEqual(bytesOf(call.operation.params as Slice));
  });

  it('takes params along that do not stand in its body', async () => {
    const [here, there] = await two();
    const seen: string[] = [];
    there.answer = async ({ operation, body }) => {
      seen.push(bytesOf(operation!.params as Slice).toString(), body!.toString());
      return { kind: 'empty', status: 202, attempts: [] };
    };
    const { call } = aCall();
    Object.assign(call.operation, { params: Buffer.from('{"renamed":true}') });
    expect(await here.calls.forward(there.directory.own.id, call)).toEqual({
      kind: 'empty',
      status: 202,
      attempts: [],
    });
    expect(seen).toEqual(['{"renamed":true}', call.body.toString()]);
  });

  it('gets messages before the answer, and pieces of the answer, when they are made', async () => {
    const [here, there] = await two();
    const turn: (() => void)[] = [];
    const next = () => new Promise<void>((resolve) => void turn.push(resolve));
    const attempt = { ...ATTEMPT };
    there.answer = async ({ inbound }) => {
      const stop = inbound.keepAlive();
      inbound.sendMessage(Buffer.from('"half"'));
      await next();
      async function* pieces(): AsyncGenerator<Buffer> {
        yield Buffer.from('[1,');
        await next();
        yield Buffer.from('2]');
        attempt.durationUs = 77;
        stop();
      }
      return { ...value(pieces()), attempts: [attempt] };
    };
    const made = aCall();
    const answering = here.calls.forward(there.directory.own.id, made.call);
    await until(() => made.messages.length === 1);
    expect([made.messages, made.keptAlive]).toEqual([['"half"'], 1]);
    turn.shift()!();
    const answer = (await answering) as unknown as { body: AsyncIterable<Buffer>; attempts: Attempt[] };
    const pieces = answer.body[Symbol.asyncIterator]();
    expect((await pieces.next()).value).toEqual(Buffer.from('[1,'));
    turn.shift()!();
    expect((await pieces.next()).value).toEqual(Buffer.from('2]'));
    expect((await pieces.next()).done).toBe(true);
    expect(answer.attempts[0]!.durationUs).toBe(77);
    expect(made.keptAlive).toBe(0);
  });

  it('passes 9 MB on as they are', async () => {
    const [here, there] = await two();
    const large = Buffer.alloc(9 * 1024 * 1024, 'abc');
    there.answer = async () => ({ kind: 'relay', status: 200, headers: { 'content-type': 'text/plain' }, body: large, attempts: [] }); // prettier-ignore
    const answer = await here.calls.forward(there.directory.own.id, aCall().call);
    expect(answer).toMatchObject({ kind: 'relay', status: 200, headers: { 'content-type': 'text/plain' } });
    expect((answer as { body: Buffer }).body.equals(large)).toBe(true);
  });

  it('fails as it failed there', async () => {
    const [here, there] = await two();
    const failures = [
      new ProtocolFailure(404, -32600, 'over', { a: 1 }),
      new UpstreamFailure('timeout', { message: 'slow', attempts: [ATTEMPT], retryAfterSeconds: 3 }),
    ];
    for (const failure of failures) {
      there.answer = () => Promise.reject(failure);
      const thrown = await here.calls.forward(there.directory.own.id, aCall().call).catch((error: unknown) => error);
      expect(thrown).toEqual(failure);
      expect(thrown).toMatchObject(JSON.parse(JSON.stringify(failure)) as object);
      expect(thrown).toBeInstanceOf(failure.constructor);
    }
  });

  it('fails in its middle as it failed there', async () => {
    const [here, there] = await two();
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('[1,');
      throw new UpstreamFailure('upstream_error', { message: 'broke off' });
    }
    there.answer = async () => value(broken());
    const answer = (await here.calls.forward(there.directory.own.id, aCall().call)) as { body: AsyncIterable<Buffer> };
    await expect(collect(answer.body)).rejects.toMatchObject({ code: 'upstream_error', message: 'broke off' });
  });

  it('ends there when its client leaves here', async () => {
    const [here, there] = await two();
    let left = 0;
    there.answer = ({ inbound }) => new Promise(() => inbound.signal.addEventListener('abort', () => left++));
    const made = aCall();
    const answering = here.calls.forward(there.directory.own.id, made.call).catch((error: unknown) => error);
    setTimeout(() => made.signal.abort(), 50);
    expect(await answering).toBeInstanceOf(Error);
    await until(() => left === 1);
  });

  it('is not handed on again', async () => {
    const [here, there] = await two();
    there.answer = (call) => there.calls.forward(here.directory.own.id, call as never);
    await expect(here.calls.forward(there.directory.own.id, aCall().call)).rejects.toMatchObject({ code: 'service_unavailable' }); // prettier-ignore
  });
});

describe('a replica that is gone', () => {
  it('is told from one that went away while it worked', async () => {
    const [here, there] = await two();
    await here.directory.refresh();
    let killed: Promise<void> | undefined;
    there.answer = async () => {
      killed = there.kill();
      return new Promise<never>(() => {});
    };
    await expect(here.calls.forward(there.directory.own.id, aCall().call)).rejects.toBeInstanceOf(ReplicaLost);
    await killed;
    // A connection that is not known to be closed yet may take one more.
    const failure = () => here.calls.forward(there.directory.own.id, aCall().call).catch((error: unknown) => error);
    for (let n = 0; n < 20 && (await failure()) instanceof ReplicaLost; n++) await pause(50);
    expect(await failure()).toBeInstanceOf(ReplicaGone);
    // Nobody tries it again, and not only when its life is over.
    expect(here.directory.has(there.directory.own.id)).toBe(false);
    await here.directory.refresh();
    expect(here.directory.has(there.directory.own.id)).toBe(false);
  });

  it('is not taken for the one that has its address now', async () => {
    const [here, there] = await two();
    await here.directory.refresh();
    await there.kill();
    const next = await addReplica(redis, { port: Number(new URL(there.url).port) });
    replicas.push(next);
    const gone = await here.calls.forward(there.directory.own.id, aCall().call).catch((error: unknown) => error);
    expect(gone).toMatchObject({ name: 'ReplicaGone', certain: true });
    expect(await here.calls.forward(next.directory.own.id, aCall().call)).toMatchObject({ kind: 'value' });
  });
});

describe('the address for replicas', () => {
  it('is for gateways alone', async () => {
    const [, there] = await two();
    const url = `${there.url}${pathOf(there.directory.own.id, 'call')}`;
    const asked: string[] = [];
    there.answer = async () => {
      asked.push('call');
      return { kind: 'empty', status: 202, attempts: [] };
    };
    const statusOf = async (authorization: string | null) => {
      const headers = authorization === null ? {} : { authorization };
      return (await fetch(url, { method: 'POST', headers, body: 'xxxx' })).status;
    };
    expect(await statusOf(null)).toBe(401);
    expect(await statusOf(`Bearer ${KEY}`)).toBe(401);
    expect(await statusOf(`Service ${signServiceToken(SECRET, 'cost', 'gateway')}`)).toBe(401);
    expect(await statusOf(`Service ${signServiceToken(SECRET, 'gateway', 'auth')}`)).toBe(401);
    expect(await statusOf(`Service ${signServiceToken('another secret of 32 characters!!', 'gateway', 'gateway')}`)).toBe(401); // prettier-ignore
    expect(asked).toEqual([]);
  });

  it('takes no more than a call may have', async () => {
    const [here, there] = await two();
    const { call } = aCall({}, JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }));
    await expect(here.calls.forward(there.directory.own.id, call)).rejects.toBeInstanceOf(Error);
    expect(await here.calls.forward(there.directory.own.id, aCall().call)).toMatchObject({ kind: 'value' });
  });
});
