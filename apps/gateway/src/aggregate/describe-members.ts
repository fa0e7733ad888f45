import { GatewayOpsError } from '@gatewayops/contracts';
import type { CancelSignal, UpstreamDescription } from '@gatewayops/mcp';
import type { Unavailable } from './catalogue/listing.js';
import type { Member } from './member.js';

export interface Described {
  readonly known: readonly { readonly member: Member; readonly description: UpstreamDescription }[];
  readonly unavailable: readonly Unavailable[];
}

/** What the members say of themselves; those that do not within the time are left out. Never rejects. */
export async function describeMembers(
  members: readonly Member[],
  deadlineMs: number,
  signal: CancelSignal,
): Promise<Described> {
  const known: { member: Member; description: UpstreamDescription }[] = [];
  const unavailable: Unavailable[] = [];
  const answers = await Promise.allSettled(members.map((member) => within(member.upstream.describe(signal), deadlineMs)));
  for (const [at, answer] of answers.entries()) {
    const member = members[at]!;
    if (answer.status === 'fulfilled') known.push({ member, description: answer.value });
    else unavailable.push({ server: member.server.name, ...reasonOf(answer.reason) });
  }
  return { known, unavailable };
} // prettier-ignore

/** Failures upstream say nothing that is not meant for callers; of anything else no more is told than that it is so. */
export function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof GatewayOpsError) return { code: error.code, message: error.message };
  return { code: 'upstream_error', message: 'The answer of the MCP server is malformed.' };
}

/** @throws GatewayOpsError `timeout` after the deadline; what was asked goes on for others */
export async function within<T>(asked: Promise<T>, deadlineMs: number, onLate = (): void => {}): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new GatewayOpsError('timeout', { message: `The server did not answer within ${deadlineMs} ms.` }));
      onLate();
    }, deadlineMs);
  });
  try {
    return await Promise.race([late, asked]);
  } finally {
    clearTimeout(timer);
  }
}
