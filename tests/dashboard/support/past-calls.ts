import { streamName } from '@gatewayops/contracts';
import { connectRedis, whenReady } from '@gatewayops/redis';
import { attemptSpan, callSpan, callTraced, encodeEvent } from '@gatewayops/testing/call-events';

const READY_MS = 10_000;

export interface PastCall {
  readonly atMs: number;
  readonly mcpServer: string;
  readonly toolName: string;
  /** Of a call that failed. */
  readonly errorMessage?: string;
}

/** Calls of an organisation as its gateway recorded them then. They are on the stream of calls when this resolves. */
export async function publishPastCalls(redisUrl: string, orgId: string, calls: readonly PastCall[]): Promise<void> {
  const redis = connectRedis({ url: redisUrl, name: 'test' });
  await whenReady(redis, READY_MS);
  try {
    for (const { atMs, mcpServer, toolName, errorMessage } of calls) {
      const outcome =
        errorMessage === undefined
          ? {}
          : {
              status: 'error' as const,
              errorCode: 'upstream_error',
              errorMessage,
              responseBody: null,
              responseSize: 0,
            };
      const root = callSpan({ startTimeMs: atMs, ...outcome });
      const event = callTraced(orgId, {
        mcpServer,
        toolName,
        spans: [root, attemptSpan(root, { status: root.status })],
      });
      await redis.xadd(streamName('trace', 0), '*', 'e', encodeEvent(event));
    }
  } finally {
    redis.disconnect();
  }
}
