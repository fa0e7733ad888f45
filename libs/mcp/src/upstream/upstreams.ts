import type { McpServerRuntime } from '@gatewayops/contracts';
import type { Upstream, UpstreamsOptions } from './types.js';

/** Every server that this gateway talks to: one pool each, by id and version. */
export declare class Upstreams {
  constructor(options: UpstreamsOptions);
  /** The pool of this server; a newer version drains and closes the older one's. Never waits. */
  get(server: McpServerRuntime): Upstream;
  /** Closes the pool of a server that was deleted or disabled, after its calls. */
  remove(serverId: string): void;
  /** Ends calls in flight, connections and processes. */
  close(): Promise<void>;
}
