import { NO_STREAM_LIMIT } from '../front/stream-limit.js';
import type { CallersUpstreams } from '../credentials/callers-upstreams.js';
import type { ServerRegistry } from '../organization/server-registry.js';
import type { EndedSessions } from '../replicas/sessions/ended-sessions.js';
import { parse } from './05-parse.js';
import { chooseRoute } from './06-choose-route.js';
import { callUpstream, type CallUpstreamParts } from './09-call-upstream.js';
import type { Answer } from './answer.js';
import type { Call, Ready } from './call.js';

export interface ForwardedPathParts extends Omit<CallUpstreamParts, 'streams' | 'batches'> {
  readonly ended: Pick<EndedSessions, 'check' | 'end'>;
  readonly servers: ServerRegistry;
  readonly callers: CallersUpstreams;
}

/** What is done of a call that another replica has taken: all before it was done there, and all behind it will be. */
export function forwardedPath(parts: ForwardedPathParts): (call: Call) => Promise<Answer> {
  const read = parse(parts.seals.sessions, parts.ended);
  const route = chooseRoute({ ...parts, ...parts.aggregate });
  const answer = callUpstream({ ...parts, streams: NO_STREAM_LIMIT, batches: null });
  return async (call) => {
    call.delivery = true;
    if (call.operation === null) {
      const { trace } = call;
      await read.run(call as Ready<'principal' | 'trace'>);
      call.trace = trace;
    }
    await route.run(call as Ready<'principal' | 'trace' | 'operation'>);
    await answer.run(call as Ready<'requestId' | 'principal' | 'trace' | 'body' | 'operation' | 'server' | 'upstream' | 'delivery'>);
    return call.answer!;
  };
} // prettier-ignore
