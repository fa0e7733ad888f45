import { sliceOf, stringOf } from '@gatewayops/mcp';
import { SUPPORTED_VERSIONS } from '../front/revisions.js';
import { deliverable, DISCOVER_TTL_MS } from '../legs/answer-locally.js';
import type { ValueAnswer } from '../request-path/answer.js';
import type { RoutedCall } from '../request-path/call.js';
import type { Aggregate } from './aggregate.js';
import type { AggregateParts } from './aggregate-parts.js';
import { ALL_SERVERS } from './aggregates.js';
import { unionOf } from './capabilities.js';
import { UNAVAILABLE_KEY } from './catalogue/answer-list.js';
import { describeMembers, type Described } from './describe-members.js';

const INSTRUCTIONS_CHARS_MAX = 64 * 1024;
const VERSION = '0.1.0';

/** `server/discover`: what all members can do together. */
export async function describeAggregate(
  call: RoutedCall,
  aggregate: Aggregate,
  { catalogues }: AggregateParts,
): Promise<ValueAnswer> {
  const described = await describeMembers(aggregate.members, catalogues.deadlineMs, call.inbound.signal);
  // Who is away now may be there in a moment.
  const ttlMs = described.unavailable.length > 0 ? 0 : DISCOVER_TTL_MS;
  const words = wordsOf(aggregate, described);
  const json = `{"resultType":"complete","supportedVersions":${SUPPORTED_VERSIONS},${words},"ttlMs":${ttlMs},"cacheScope":"private"}`;
  return { kind: 'value', outcome: 'result', body: Buffer.from(json), attempts: [] };
}

function wordsOf(aggregate: Aggregate, { known, unavailable }: Described): string {
  const capabilities = known.map(({ description }) =>
    description.era === 'modern' ? description.capabilities : deliverable(description.capabilities),
  );
  const info = infoOf(aggregate);
  const instructions = instructionsOf(known.map(({ member, description: { instructions } }) => ({ name: member.server.name, instructions })));
  const away = unavailable.length === 0 ? '' : `,"${UNAVAILABLE_KEY}":${JSON.stringify(unavailable)}`;
  return (
    `"capabilities":${unionOf(capabilities, aggregate.chosen === null ? null : ['tools', 'extensions'])},"serverInfo":${info}` +
    `${instructions === null ? '' : `,"instructions":${instructions}`}` +
    `,"_meta":{"io.modelcontextprotocol/serverInfo":${info}${away}}`
  );
} // prettier-ignore

/** What the aggregate is called, as raw JSON. */
export const infoOf = ({ name }: Aggregate): string =>
  JSON.stringify({ name: name === ALL_SERVERS ? 'gatewayops' : name, version: VERSION });

/** A server and its raw instructions. */
export interface Instructed {
  readonly name: string;
  readonly instructions: Buffer | null;
}

/** One server's as they are; of several, each under its name. */
export function instructionsOf(members: readonly Instructed[]): string | null {
  const told = members.filter(({ instructions }) => instructions !== null);
  if (told.length === 0) return null;
  if (members.length === 1) return told[0]!.instructions!.toString();
  const texts = told.map(({ name, instructions }) => `# ${name}\n${stringOf(sliceOf(instructions!)) ?? ''}`);
  return JSON.stringify(texts.join('\n\n').slice(0, INSTRUCTIONS_CHARS_MAX).toWellFormed());
}
