import { bytesOf, isObject, memberOf, type RpcMessage } from '@gatewayops/mcp';
import { Cancellation } from '../../../front/cancellation.js';
import type { RoutedCall } from '../../../request-path/call.js';

/**
 * Calls of legacy sessions that the gateway is the other end of, by the ids that their clients gave them. That a client is gone
 * is no cancellation there (2025-11-25, Transports): it says so. Knows those of this replica.
 */
export class RunningCalls {
  private readonly calls = new Map<string, Cancellation>();

  /** Runs a call that its client may cancel. */
  async run<Result>(call: RoutedCall, work: (signal: Cancellation) => Promise<Result>): Promise<Result> {
    const name = nameOf(call, call.operation.id!);
    const signal = new Cancellation();
    this.calls.set(name, signal);
    try {
      return await work(signal);
    } finally {
      if (this.calls.get(name) === signal) this.calls.delete(name);
    }
  }

  /** Cancels what a `notifications/cancelled` names; without effect for any other message, and for what is over. */
  hear(call: RoutedCall, { method, params }: RpcMessage): void {
    if (method !== 'notifications/cancelled' || !isObject(params)) return;
    const requestId = memberOf(params, 'requestId');
    if (requestId) this.calls.get(nameOf(call, bytesOf(requestId)))?.abort();
  }
}

const nameOf = ({ principal, inbound }: RoutedCall, id: Buffer): string =>
  `${principal.keyId} ${String(inbound.headers['mcp-session-id'])} ${id.toString('latin1')}`;
