import { GatewayOpsError } from '@gatewayops/contracts';
import { asSlice, memberOf, stringOf } from '@gatewayops/mcp';
import { randomUUID } from 'node:crypto';
import { askForPages, showsPages, URL_ELICITATION_REQUIRED } from '../legs/bridge/to-legacy/url-elicitation.js';
import type { ValueAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import type { Operation } from '../request-path/operation.js';
import { pageOf } from './connection-required.js';

/** Requests that a result may ask something before (2026-07-28, multi-round-trip requests). */
const MAY_ASK = new Set(['tools/call', 'prompts/get', 'resources/read']);
/** The revision that has an error for it. */
const HAS_ERROR = '2025-11-25';
/** As all of ours: outside the range that JSON-RPC and MCP keep for themselves. */
const OWN_CODE = -31_403;

/**
 * What a client gets for a call that needs a connection first, in the words of its revision: a question (2026-07-28), the error
 * -32042 (2025-11-25), or a result that says so. null for any other failure, and where an HTTP answer is the place to say it.
 */
export function askToConnect(call: Call, error: unknown): ValueAnswer | null {
  const { operation } = call;
  if (!(error instanceof GatewayOpsError) || error.code !== 'connection_required') return null;
  if (operation === null || operation.kind !== 'request') return null;
  const page = pageOf(error);
  if (page !== null && operation.era === 'modern' && MAY_ASK.has(operation.method) && showsPages(operation)) {
    return valueOf('result', askForPages(operation, Buffer.from(JSON.stringify(elicitation(page)))));
  }
  if (operation.surface === 'rest') return null;
  if (page !== null && operation.era === 'legacy' && revisionOf(call, operation) === HAS_ERROR) {
    return valueOf('error', Buffer.from(JSON.stringify(elicitation(page))));
  }
  return inWords(call, operation, error);
}

function elicitation({ url, words }: { url: string; words: string }): object {
  const elicitations = [{ mode: 'url', elicitationId: randomUUID(), url, message: words }];
  return { code: URL_ELICITATION_REQUIRED, message: words, data: { elicitations } };
}

/** A tool's result that an agent can show to its person; for anything else an error with the same words. */
function inWords(call: Call, { method, era }: Operation, error: GatewayOpsError): ValueAnswer {
  if (method === 'tools/call') {
    const type = era === 'modern' ? { resultType: 'complete' } : {};
    const result = { ...type, content: [{ type: 'text', text: error.message }], isError: true };
    return valueOf('result', Buffer.from(JSON.stringify(result)));
  }
  const { error: data } = error.toBody(call.requestId ?? '');
  return valueOf('error', Buffer.from(JSON.stringify({ code: OWN_CODE, message: error.message, data })));
}

/** What the client speaks; while it opens a session, what it asked for. */
function revisionOf({ inbound }: Call, { method, session, params }: Operation): string | null {
  if (method === 'initialize') return params === null ? null : stringOf(memberOf(asSlice(params), 'protocolVersion'));
  const header = inbound.headers['mcp-protocol-version'];
  return typeof header === 'string' ? header : (session?.protocolVersion ?? null);
}

const valueOf = (outcome: ValueAnswer['outcome'], body: Buffer): ValueAnswer => ({
  kind: 'value',
  outcome,
  body,
  attempts: [],
});
