import type { Seals } from '../front/seals.js';
import { callBridged } from '../legs/bridge/to-legacy/call-bridged.js';
import { callPooled } from '../legs/call-pooled.js';
import { collect } from '../legs/collect.js';
import type { Answer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import type { AggregateParts } from './aggregate-parts.js';
import type { AggregateCall } from './aggregate-call.js';
import type { Member } from './member.js';
import { isRewritten, outwardError, outwardMessage, outwardResult, type Outward } from './rewrite/outward.js';

/** One server's answer to a call that concerns it, with its names as they are called outside. */
export async function callMember(
  call: RoutedCall,
  { aggregate }: AggregateCall,
  member: Member,
  { seals, parts }: { seals: Seals; parts: AggregateParts },
): Promise<Answer> {
  const out: Outward = { aggregate, member, principal: call.principal, taskIds: parts.taskIds };
  const heard = (raw: Buffer): Buffer => {
    parts.catalogues.heard(member.server.id, raw);
    return outwardMessage(raw, out);
  };
  const bridged = await callBridged(call, parts.bridge, seals, heard);
  const answer = bridged ?? (await callPooled(call, seals.requestStates, undefined, heard));
  return outwardAnswer(answer, call.operation.method, out);
}

/** A server's answer with its names as they are called outside. */
export async function outwardAnswer(answer: Answer, method: string, out: Outward): Promise<Answer> {
  const { member } = out;
  if (answer.kind !== 'value' || !isRewritten(method, member)) return answer;
  if (answer.outcome === 'error') return { ...answer, body: outwardError(await collect(answer.body), out) };
  if (member.prefix === '' && !Buffer.isBuffer(answer.body)) return { ...answer, body: withTaskIds(answer.body, method, out) };
  return { ...answer, body: outwardResult(method, await collect(answer.body), out) };
} // prettier-ignore

/** A result that says that it is a task is small; a long one is passed on as it comes. */
async function* withTaskIds(parts: AsyncIterable<Buffer>, method: string, out: Outward): AsyncGenerator<Buffer> {
  let collected: Buffer[] | null = null;
  let isFirst = true;
  for await (const part of parts) {
    if (isFirst && part.includes('"taskId"')) collected = [];
    isFirst = false;
    if (collected === null) yield part;
    else collected.push(part);
  }
  if (collected !== null) yield outwardResult(method, Buffer.concat(collected), out);
}
