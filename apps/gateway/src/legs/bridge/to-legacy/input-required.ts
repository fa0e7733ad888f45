import { bytesOf, isArray, isObject, memberOf, asSlice, stringOf, type Slice } from '@gatewayops/mcp';
import { ProtocolFailure, RPC } from '../../../front/protocol-failure.js';
import type { RoutedCall } from '../../../request-path/call.js';
import type { Question } from './parked-call.js';

/** A result that asks (2026-07-28, multi-round-trip requests). @param state visible ASCII without quotes */
export function inputRequired(questions: ReadonlyMap<string, Question>, state: string): Buffer {
  const parts: Buffer[] = [Buffer.from('{"resultType":"input_required","inputRequests":{')];
  let comma = '';
  for (const [key, { method, params }] of questions) {
    parts.push(Buffer.from(`${comma}"${key}":{"method":"${method}"`));
    if (params !== null) parts.push(Buffer.from(',"params":'), params);
    parts.push(Buffer.from('}'));
    comma = ',';
  }
  parts.push(Buffer.from(`},"requestState":"${state}"}`));
  return Buffer.concat(parts);
}

/**
 * The client's answers to those of the questions that it answers, raw. Answers to anything else are left aside.
 * @throws ProtocolFailure -32602 for what is no answer
 */
export function inputResponses(call: RoutedCall, questions: ReadonlyMap<string, Question>): Map<string, Buffer> {
  const given = givenResponses(call);
  const responses = new Map<string, Buffer>();
  if (given === null) return responses;
  for (const [key, { method }] of questions) {
    const response = memberOf(given, key);
    if (response === null) continue;
    if (!isAnswer(method, response)) throw invalid(`\`inputResponses.${key}\` is no answer to \`${method}\`.`);
    responses.set(key, Buffer.from(bytesOf(response)));
  }
  return responses;
}

/** @throws ProtocolFailure -32602 where they are no object */
export function givenResponses({ operation: { params } }: RoutedCall): Slice | null {
  const given = params === null ? null : memberOf(asSlice(params), 'inputResponses');
  if (given !== null && !isObject(given)) throw invalid('`inputResponses` must be an object.');
  return given;
}

/** The members that its method's result must have; a legacy server could do nothing with any other. */
function isAnswer(method: string, response: Slice): boolean {
  if (!isObject(response)) return false;
  if (method === 'elicitation/create') return stringOf(memberOf(response, 'action')) !== null;
  if (method === 'roots/list') return isArray(memberOf(response, 'roots'));
  return stringOf(memberOf(response, 'role')) !== null && memberOf(response, 'content') !== null;
}

const invalid = (message: string) => new ProtocolFailure(200, RPC.invalidParams, message);
