import { parseMessage, type RpcMessage, type Slice } from '@gatewayops/mcp';
import { randomUUID } from 'node:crypto';
import { ProtocolFailure } from '../protocol-failure.js';
import { streamOver, type SsePeers } from './sse-peers.js';
import type { SseAddress, SsePost } from './sse-address.js';
import { SseSession, type SseSessionOptions } from './sse-session.js';

/** The streams that are open here, by the id in their clients' addresses. */
export class SseSessions {
  private readonly sessions = new Map<string, SseSession>();

  constructor(readonly peers: SsePeers) {
    peers.receive((address, post) => this.take(address, post));
  }

  open(options: SseSessionOptions): { session: SseSession; streamId: string } {
    const streamId = randomUUID();
    const session = new SseSession(options);
    this.sessions.set(streamId, session);
    return { session, streamId };
  }

  close(streamId: string): void {
    this.sessions.get(streamId)?.close();
    this.sessions.delete(streamId);
  }

  /** Hands what was posted to the stream that it belongs to. @throws GatewayOpsError 404 where that is open no more, 400 */
  deliver(address: SseAddress, post: SsePost): void | Promise<void> {
    return address.replicaId === this.peers.ownId ? this.take(address, post) : this.peers.hand(address, post);
  }

  private take({ streamId }: SseAddress, { headers, body }: SsePost): void {
    const session = this.sessions.get(streamId);
    if (session === undefined || session.events.closed) throw streamOver();
    for (const message of messagesOf(body)) session.take(message, headers);
  }
}

/** One message: batches came and went with revisions that have another transport. */
function messagesOf(body: Buffer | Slice): RpcMessage[] {
  const message = parseMessage(body);
  if (message.kind === 'batch') throw new ProtocolFailure(400, -32_600, 'Send one message a request.');
  if (message.kind !== 'fault') return [message];
  const failure = new ProtocolFailure(400, message.code, message.message);
  failure.id = message.id;
  throw failure;
}
