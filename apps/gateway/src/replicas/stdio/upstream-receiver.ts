import { GatewayOpsError, type McpServerRuntime } from '@gatewayops/contracts';
import type { Upstream } from '@gatewayops/mcp';
import type { ServerRegistry } from '../../organization/server-registry.js';
import type { Ownership } from '../owning/ownership.js';
import { NotOwner } from '../replica-failures.js';
import type { ParcelHandler } from '../replica-gate.js';
import { writeReply } from '../reply-frames.js';
import { OwnedUpstream, ownerName } from './owned-upstream.js';
import { answerHead, descriptionJson, requestFrom, type UpstreamHead } from './upstream-parcel.js';

export interface UpstreamReceiverParts {
  readonly ownership: Ownership;
  readonly servers: Pick<ServerRegistry, 'find'>;
  readonly upstreams: { get(server: McpServerRuntime): Upstream };
}

/** Asks the process of a server for another replica. */
export function upstreamReceiver({ ownership, servers, upstreams }: UpstreamReceiverParts): ParcelHandler {
  return async (parcel, reply) => {
    const { orgId, serverId, serverName, what } = parcel.head as UpstreamHead;
    const server = await servers.find(orgId, serverName);
    if (server?.id !== serverId || !('transport' in server))
      throw new GatewayOpsError('not_found', { message: 'This server was removed.' });
    await ownership.ownerOf(ownerName(serverId));
    if (!ownership.owns(ownerName(serverId))) throw new NotOwner();
    const upstream = upstreams.get(server);
    const here = upstream instanceof OwnedUpstream ? upstream.here : upstream;
    if (what === 'describe') {
      const head = descriptionJson(await here.describe(reply.signal));
      return writeReply({ head, body: null, end: () => ({}) }, reply);
    }
    const request = requestFrom(parcel, reply);
    if (what === 'notify') {
      await here.notify(request.method, request.params as Buffer | null);
      return writeReply({ head: {}, body: null, end: () => ({}) }, reply);
    }
    reply.isStanding = request.listening === true;
    const answer = await here.call(request);
    return writeReply({ head: answerHead(answer), body: answer.body, end: () => answerHead(answer) }, reply);
  };
}
