import { join } from 'node:path';
import { connectRedis } from '@gatewayops/redis';
import { EventPublisher } from '@gatewayops/streams';
import { attemptSpan, callPriced, callSpan, callTraced, encodeEvent } from '@gatewayops/testing/call-events';
import { progress } from '@gatewayops/tool-launcher';

/** Calls are kept for thirty. */
const DAYS = 29;
const CALLS_AT_ONCE = 1_000;
const CALLS_OF_A_TRACE = 4;
const DAY_MS = 86_400_000;

/** Whose calls they were. */
export interface Caller {
  readonly orgId: string;
  readonly keyId: string;
  readonly userId: string | null;
  readonly teamId: string | null;
}

interface Kind {
  readonly mcpServer: string;
  readonly toolName: string;
  readonly costMicroUsd: number;
  readonly medianMs: number;
  /** One in so many fails; 0 for never. */
  readonly failsOneIn: number;
}

const KINDS: readonly Kind[] = [
  { mcpServer: 'everything', toolName: 'echo', costMicroUsd: 1_000, medianMs: 12, failsOneIn: 0 },
  { mcpServer: 'everything', toolName: 'get-sum', costMicroUsd: 1_000, medianMs: 20, failsOneIn: 200 },
  { mcpServer: 'filesystem', toolName: 'read_text_file', costMicroUsd: 500, medianMs: 35, failsOneIn: 40 },
  { mcpServer: 'filesystem', toolName: 'list_directory', costMicroUsd: 500, medianMs: 28, failsOneIn: 90 },
  { mcpServer: 'memory', toolName: 'search_nodes', costMicroUsd: 250, medianMs: 60, failsOneIn: 60 },
];

/** A text that errors of yesterday have, so that somebody can look for it. */
export const FAILURE = 'The upstream closed the connection before it had answered';

/** The same numbers at each run: what is measured is to be comparable. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** Publishes `calls` calls of the last weeks as a gateway would: root spans, their attempts, and costs. */
export async function publishHistory(redisUrl: string, folder: string, caller: Caller, calls: number): Promise<void> {
  const redis = connectRedis({ url: redisUrl, name: 'check', offlineQueue: false });
  const say = (_: object, message: string) => progress(message);
  const publisher = new EventPublisher({
    redis,
    producerId: 'check-web',
    streams: { shards: 1 },
    delivery: 'async',
    spool: { dir: join(folder, 'spool'), bytesMax: 1_073_741_824 },
    logger: { info: () => undefined, warn: say, error: say },
  });
  try {
    const random = numbers(7);
    const endMs = Date.now() - 60_000;
    let traceId: string | undefined;
    for (let made = 0; made < calls; made++) {
      const startTimeMs = endMs - Math.floor(((calls - made) / calls) * DAYS * DAY_MS);
      const kind = KINDS[Math.floor(random.next().value! * KINDS.length)]!;
      const { traced, priced } = eventsOf(caller, kind, startTimeMs, random, made % CALLS_OF_A_TRACE === 0 ? undefined : traceId);
      traceId = traced.payload.traceId;
      publisher.publish('trace', caller.orgId, encodeEvent(traced));
      publisher.publish('cost', caller.orgId, encodeEvent(priced));
      if (made % CALLS_AT_ONCE === CALLS_AT_ONCE - 1) await publisher.whenDurable();
    }
    await publisher.whenDurable();
  } finally {
    await publisher.close();
    redis.disconnect();
  }
} // prettier-ignore

function eventsOf(caller: Caller, kind: Kind, startTimeMs: number, random: Generator<number>, traceId?: string) {
  const { orgId, keyId, userId, teamId } = caller;
  const { mcpServer, toolName, costMicroUsd, medianMs, failsOneIn } = kind;
  const durationUs = Math.round(medianMs * 1_000 * (0.5 + random.next().value! ** 4 * 12));
  const endTimeMs = startTimeMs + Math.ceil(durationUs / 1_000);
  const fails = failsOneIn > 0 && random.next().value! * failsOneIn < 1;
  const outcome = fails
    ? ({ status: 'error', errorCode: 'upstream_error', errorMessage: FAILURE, responseBody: null, responseSize: 0 } as const)
    : {};
  const attributes = {
    'stage.authenticate_us': '14',
    'stage.rate-limit_us': '6',
    'stage.call-upstream_us': String(durationUs - 400),
    'stage.settle-cost_us': '9',
  };
  const requestBody = JSON.stringify({ name: toolName, arguments: { query: 'open invoices', owner: '***@***.com' } });
  const root = callSpan({ startTimeMs, endTimeMs, durationUs, costMicroUsd, attributes, requestBody, ...outcome });
  const attempt = attemptSpan(root, { endTimeMs, durationUs: durationUs - 400, status: root.status });
  const whose = { keyId, userId, teamId, environment: 'prod', mcpServer, toolName, ...(traceId && { traceId }) };
  const traced = callTraced(orgId, { ...whose, agentName: 'invoice-agent', spans: [root, attempt] });
  const { requestId } = traced.payload;
  const called = { ...whose, traceId: traced.payload.traceId, requestId, spanId: root.spanId };
  return { traced, priced: callPriced(orgId, { ...called, costMicroUsd, estimateMicroUsd: costMicroUsd }, endTimeMs) };
} // prettier-ignore
