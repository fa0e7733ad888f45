import type { Greeted } from './greet-member.js';
import type { SessionState } from './session-state.js';

/** A client's session as this replica has it: what all replicas know, and what goes on here. */
export class LiveSession {
  /** When `state` was read, on the monotonic clock. */
  readAtMs = performance.now();
  /** Being read anew. */
  reading: Promise<SessionState | null> | null = null;
  /** Members that are being greeted, by server id. */
  readonly greeting = new Map<string, Promise<Greeted | null>>();
  /** Which member each request under way here is with, by its raw id: to cancel by. */
  readonly underWay = new Map<string, string>();
  /** Ends the merged stream that is open here. */
  endStream: () => void = () => {};

  constructor(public state: SessionState) {}
}
