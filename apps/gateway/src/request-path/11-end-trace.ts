import { McpServerName } from '@gatewayops/contracts';
import type { Masking } from '@gatewayops/domain';
import type { Attempt } from '@gatewayops/mcp';
import { ALL_SERVERS } from '../aggregate/aggregates.js';
import type { CapturedValue } from '../front/response-capture.js';
import type { CallRecord } from '../record/call-record.js';
import type { Call, EndedCall } from './call.js';
import type { OrganizationMaskers } from '../organization/organization-maskers.js';
import { outcomeOf, type Outcome } from '../record/outcome.js';
import { traceFrom } from './04-start-trace.js';

/** What is stored of a body at most; its size is stored as it was. */
export const STORED_BODY_BYTES_MAX = 64 * 1024;
const AGENT_NAME_MAX = 255;
const TOOL_NAME_MAX = 512;
/** `CallSpan.operation` has 128, of which an attempt adds `/attempt`. */
const OPERATION_MAX = 120;
const ERROR_MESSAGE_MAX = 8192;
/** How far beyond a cut is looked for the rest of a secret (architecture: masking). */
const LOOK_AHEAD_CHARS = 8192;
const PLAIN_METHOD = /^[A-Za-z/]{1,64}$/;

/** What the answer was, as it was seen while it was sent. */
export interface Seen {
  readonly captured: CapturedValue | null;
  readonly responseSize: number;
}

/** Closes the books on a call: times, sizes, how it went, and the masked bodies. Nothing unmasked goes on from here. */
export const endTrace = (maskers: Pick<OrganizationMaskers, 'builtIn' | 'maskerOf'>, stageNames: readonly string[]) => {
  const namesBy = new WeakMap<Masking, StorableNames>();
  return function endTrace(call: EndedCall, seen: Seen): CallRecord {
    // A call refused before stage 04 has no trace yet, and is traced all the same.
    const trace = (call.trace ??= traceFrom(null));
    const masker = maskers.maskerOf(call);
    let names = namesBy.get(masker);
    if (names === undefined) namesBy.set(masker, (names = new StorableNames(masker)));
    const outcome = maskOutcome(outcomeOf(call, seen.captured), masker);
    const body = call.body;
    return {
      trace,
      operation: operationOf(call, masker === maskers.builtIn, names),
      serverName: serverNameOf(call),
      toolName: names.storable(call.operation?.name ?? '', TOOL_NAME_MAX),
      agentName: names.storable(agentNameOf(call), AGENT_NAME_MAX),
      endTimeMs: call.endTimeMs,
      durationUs: call.durationUs,
      outcome,
      errorMessage: outcome.errorMessage,
      requestSize: body?.length ?? 0,
      responseSize: seen.responseSize,
      requestBody: body === null || body.length === 0 ? null : masker.maskBody(body, STORED_BODY_BYTES_MAX),
      responseBody: seen.captured === null ? null : masker.maskBody(seen.captured.value, STORED_BODY_BYTES_MAX),
      costMicroUsd: call.costMicroUsd ?? 0,
      attempts: attemptsOf(call).map((attempt) => maskAttempt(attempt, masker)),
      stages: stagesOf(call, stageNames),
    };
  };
};

function stagesOf({ stageTimesUs }: Call, stageNames: readonly string[]): string {
  let text = '';
  for (let at = 0; at < stageTimesUs.length; at++) {
    text += `${at === 0 ? '' : ' '}${stageNames[at]}=${stageTimesUs[at]}`;
  }
  return text;
}

const REMEMBERED_NAMES_MAX = 1_000;
const REMEMBERED_CHARS_MAX = 64;

/** Names come again and again: what was found storable once need not be looked through at every call. */
class StorableNames {
  private readonly remembered = new Map<string, string>();

  constructor(private readonly masker: Masking) {}

  storable(name: string, charsMax: number): string {
    if (name.length > REMEMBERED_CHARS_MAX) return storable(name, charsMax, this.masker);
    let masked = this.remembered.get(name);
    if (masked === undefined) {
      masked = storable(name, charsMax, this.masker);
      if (this.remembered.size >= REMEMBERED_NAMES_MAX) this.remembered.clear();
      this.remembered.set(name, masked);
    }
    return masked;
  }
}

/**
 * Text of a caller or server as it may be stored: masked before it is cut, so that no half of a secret is left at the cut,
 * and without halves of characters, which stores refuse.
 */
function storable(text: string, charsMax: number, masker: Masking): string {
  const looked = text.length > charsMax ? text.slice(0, charsMax + LOOK_AHEAD_CHARS) : text;
  const masked = masker.maskText(looked);
  return (masked.length > charsMax ? masked.slice(0, charsMax) : masked).toWellFormed();
}

/** A method is whatever the caller wrote; letters and slashes alone hold no secret of the built-in kinds. */
function operationOf(call: EndedCall, isBuiltIn: boolean, names: StorableNames): string {
  const method = call.operation?.method || fallbackOperation(call);
  return isBuiltIn && PLAIN_METHOD.test(method) ? method : names.storable(method, OPERATION_MAX);
}

function maskOutcome(outcome: Outcome, masker: Masking): Outcome {
  const { errorMessage } = outcome;
  return errorMessage === null
    ? outcome
    : { ...outcome, errorMessage: storable(errorMessage, ERROR_MESSAGE_MAX, masker) };
}

/** Refused before its body was read, all that is known of a call is its address. */
function fallbackOperation(call: EndedCall): string {
  const { target, httpMethod } = call.inbound;
  return target?.kind === 'rest' ? target.method : `http:${httpMethod.toLowerCase()}`;
}

/** The name in the address may be anything; only what could be a server's is stored. */
function serverNameOf(call: EndedCall): string {
  if (call.server !== null) return call.server.name;
  const { target } = call.inbound;
  if (target?.kind === 'aggregate') return ALL_SERVERS;
  const name = McpServerName.safeParse(target?.serverName);
  return name.success ? name.data : '';
}

/** From the key, else from the header that agents may send, else what the client calls itself. */
function agentNameOf(call: EndedCall): string {
  if (call.principal.agentName !== null) return call.principal.agentName;
  const header = call.inbound.headers['x-agent-name'];
  return typeof header === 'string' && header !== '' ? header : (call.operation?.clientName ?? '');
}

function maskAttempt(attempt: Attempt, masker: Masking): Attempt {
  if (attempt.errorMessage === null) return attempt;
  return { ...attempt, errorMessage: storable(attempt.errorMessage, ERROR_MESSAGE_MAX, masker) };
}

function attemptsOf(call: EndedCall): CallRecord['attempts'] {
  if (call.answer !== null) return call.answer.attempts;
  return call.failure !== null && 'attempts' in call.failure ? (call.failure.attempts as CallRecord['attempts']) : [];
}
