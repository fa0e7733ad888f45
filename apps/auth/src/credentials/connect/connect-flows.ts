import { GatewayOpsError, redisKeys } from '@gatewayops/contracts';
import { AuthorizationServer, ClientIdentity } from '@gatewayops/oauth-client';
import { Redis } from '@gatewayops/redis';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { digestOf } from '../connection-secret.js';
import { FLOW_BOX, type FlowBox } from './flow-box.js';

/** A person who is at an authorization server right now. */
export const ConnectFlow = z.object({
  orgId: z.string(),
  userId: z.string(),
  /** Digest of the cookie of the browser that began it. */
  browserDigest: z.string(),
  serverId: z.string(),
  serverName: z.string(),
  madeFor: z.string(),
  server: AuthorizationServer,
  identity: ClientIdentity,
  resource: z.string(),
  scope: z.string(),
  codeVerifier: z.string(),
});
export type ConnectFlow = z.infer<typeof ConnectFlow>;

const FLOW_SECONDS = 600;

/** Flows in Redis, sealed, by their state; each is taken once. */
@Injectable()
export class ConnectFlows {
  constructor(
    private readonly redis: Redis,
    @Inject(FLOW_BOX) private readonly box: FlowBox,
  ) {}

  async put(state: string, flow: ConnectFlow): Promise<void> {
    const key = redisKeys.connectFlow(digestOf(state));
    const sealed = JSON.stringify(this.box.seal(JSON.stringify(flow), key));
    await reachable(() => this.redis.set(key, sealed, 'EX', FLOW_SECONDS, 'NX'));
  }

  /** null where it was taken already, is too old, or never was. */
  async take(state: string): Promise<ConnectFlow | null> {
    const key = redisKeys.connectFlow(digestOf(state));
    const sealed = await reachable(() => this.redis.getdel(key));
    return sealed === null ? null : ConnectFlow.parse(JSON.parse(this.box.open(JSON.parse(sealed) as never, key)));
  }
}

async function reachable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new GatewayOpsError('service_unavailable', { cause, retryAfterSeconds: 1 });
  }
}
