import {
  buildRequest, bytesOf, isObject, memberOf, membersOf, asSlice, sliceOf, stringOf, VERSION_ENVELOPE, withMember, withoutMembers, keyIs,
  type CancelSignal, type Slice, type UpstreamAnswer, type UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import { ASKING } from '../../../front/request-state.js';
import { ProtocolFailure, RPC } from '../../../front/protocol-failure.js';
import type { Seals } from '../../../front/seals.js';
import type { Answer } from '../../../request-path/answer.js';
import type { RoutedCall } from '../../../request-path/call.js';
import { answerOf, requestOf } from '../../call-pooled.js';
import { collect } from '../../collect.js';
import type { ClientAnswer, ClientRequests } from './client-requests.js';
import type { RunningCalls } from './running-calls.js';
import type { SessionNotes } from './session-notes.js';

/** A call whose server asks more often is going in circles. */
const ROUNDS_MAX = 16;

/** What bridges a client of the older revisions to servers of 2026-07-28. */
export interface LegacyClients {
  readonly requests: ClientRequests;
  readonly notes: SessionNotes;
  readonly running: RunningCalls;
}

/** The session of a legacy client whose server is of 2026-07-28; null for every other call. */
export function bridgedSession({ operation, inbound }: RoutedCall): { id: string; initialize: Slice } | null {
  const id = inbound.headers['mcp-session-id'];
  const initialize = operation.session?.initialize;
  if (operation.surface !== 'mcp' || !initialize || typeof id !== 'string') return null;
  return { id, initialize: sliceOf(Buffer.from(initialize)) };
}

/** null for a call that is not of such a session. */
export async function callModern(call: RoutedCall, clients: LegacyClients, seals: Seals): Promise<Answer | null> {
  const session = bridgedSession(call);
  if (session === null || call.operation.kind !== 'request') return null;
  const { logLevel } = await clients.notes.read(call.principal.orgId, session.id);
  return askModern(call, { initialize: session.initialize, logLevel }, { clients, seals });
}

/** What a client of an older revision said once, when it opened its session, and later. */
export interface LegacyClient {
  readonly initialize: Slice;
  readonly logLevel: string | null;
  /** Makes of what the server says before its answer what the client is told. */
  readonly outward?: (raw: Buffer) => Buffer;
}

/**
 * Calls a server of 2026-07-28 for a client of an older revision: with what that said of itself when it opened its session, and
 * asking it by requests on the stream of its call what the server's results ask.
 */
export function askModern(
  call: RoutedCall,
  client: LegacyClient,
  { clients, seals }: { clients: LegacyClients; seals: Seals },
): Promise<Answer> {
  return clients.running.run(call, (signal) => rounds(call, client, { requests: clients.requests, seals, signal }));
}

async function rounds(
  call: RoutedCall,
  { initialize, logLevel, outward }: LegacyClient,
  { requests, seals, signal }: { requests: ClientRequests; seals: Seals; signal: CancelSignal },
): Promise<Answer> {
  const request: UpstreamRequest = {
    ...requestOf(call, seals.requestStates),
    speaksFor: envelopeOf(initialize, logLevel),
    signal,
  };
  const tell = outward && request.onMessage;
  if (tell) request.onMessage = (raw) => tell(outward(raw));
  for (let round = 1; ; round++) {
    const answer = await call.upstream.call(request);
    const asked = ASKING.has(request.method) ? await questionsOf(answer) : null;
    if (asked === null) return answerOf(call, answer, seals.requestStates);
    if (round === ROUNDS_MAX) throw failed(`The MCP server asked ${ROUNDS_MAX} times.`);
    const stop = call.inbound.keepAlive();
    const responses = await askAll(call, asked, requests).finally(stop);
    request.params = retryOf(call, asked, responses);
  }
}

/** What the client declared, as a server of 2026-07-28 reads it with each request; each character is one byte. */
function envelopeOf(initialize: Slice, logLevel: string | null): string {
  const capabilities = memberOf(initialize, 'capabilities');
  const info = memberOf(initialize, 'clientInfo');
  const raw = (value: Slice) => bytesOf(value).toString('latin1');
  const own = `"io.modelcontextprotocol/clientCapabilities":${isObject(capabilities) ? raw(capabilities) : '{}'},`;
  const who = isObject(info) ? `"io.modelcontextprotocol/clientInfo":${raw(info)},` : '';
  const level = logLevel === null ? '' : `"io.modelcontextprotocol/logLevel":"${logLevel}",`;
  return VERSION_ENVELOPE + own + who + level;
}

/** The result, where it asks something. */
async function questionsOf(answer: UpstreamAnswer): Promise<Slice | null> {
  // One that asks is small: a person is to read it.
  if (answer.kind !== 'result' || !Buffer.isBuffer(answer.body) || !answer.body.includes('"input_required"'))
    return null;
  const result = sliceOf(await collect(answer.body));
  return stringOf(memberOf(result, 'resultType')) === 'input_required' ? result : null;
}

async function askAll(call: RoutedCall, asked: Slice, requests: ClientRequests): Promise<Buffer> {
  const questions = memberOf(asked, 'inputRequests');
  if (!isObject(questions)) return Buffer.from('{}');
  const { bytes } = questions;
  const index = membersOf(questions);
  const answers: Promise<Buffer>[] = [];
  for (let m = 0; m < index.length; m += 4) {
    const name = bytes.subarray(index[m], index[m + 1]);
    const question: Slice = { bytes, start: index[m + 2]!, end: index[m + 3]!, members: null };
    answers.push(ask(call, question, requests).then((answer) => Buffer.concat([name, COLON, answer])));
  }
  const parts = await Promise.all(answers);
  return Buffer.concat([OPEN, ...parts.flatMap((part, at) => (at === 0 ? [part] : [COMMA, part])), CLOSE]);
}

const [OPEN, CLOSE, COMMA, COLON] = ['{', '}', ',', ':'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
];

async function ask(call: RoutedCall, question: Slice, requests: ClientRequests): Promise<Buffer> {
  const method = stringOf(memberOf(question, 'method')) ?? '';
  const params = memberOf(question, 'params');
  const answer = await requests.ask(call.principal.keyId, (id) =>
    call.inbound.sendMessage(buildRequest(id, method, params && Buffer.from(bytesOf(params)))),
  );
  return valueOf(method, answer);
}

/** A server of 2026-07-28 cannot be told that its question failed; a person who is not there has cancelled. */
function valueOf(method: string, { kind, value }: ClientAnswer): Buffer {
  if (kind === 'result') return value;
  if (method === 'elicitation/create') return Buffer.from('{"action":"cancel"}');
  throw failed(`The client failed to answer \`${method}\`.`);
}

function retryOf({ operation: { params } }: RoutedCall, asked: Slice, responses: Buffer): Buffer {
  const whole = params === null ? sliceOf(Buffer.from('{}')) : asSlice(params);
  const plain = withoutMembers(whole, (bytes, start, end) => keyIs(bytes, start, end, 'requestState'));
  const answered = withMember(sliceOf(plain), 'inputResponses', responses);
  const state = memberOf(asked, 'requestState');
  return state === null ? answered : withMember(sliceOf(answered), 'requestState', bytesOf(state));
}

const failed = (message: string) => new ProtocolFailure(200, RPC.internalError, message);
