import type { Slice } from './slice.js';

/** The body of a REST call, cut: `{tool, arguments}`, `{uri}`, `{name, arguments}` or `{cursor}`. Absent members are null. */
export interface RestCall {
  readonly tool: string | null;
  readonly name: string | null;
  readonly uri: string | null;
  /** Raw JSON string, so that it goes on as it came. */
  readonly cursor: Slice | null;
  /** Raw JSON object. */
  readonly arguments: Slice | null;
  readonly meta: Slice | null;
  readonly inputResponses: Slice | null;
  readonly requestState: Slice | null;
}

/** What is wrong with a REST body: `field` is empty when it is no JSON object at all. */
export interface RestFault {
  readonly kind: 'fault';
  readonly field: string;
  readonly message: string;
}

/** An empty body counts as `{}`. */
export declare function parseRestCall(bytes: Buffer): RestCall | RestFault;
/** `params` of the MCP request that a REST call stands for. */
export declare function restCallParams(call: RestCall): Buffer;
