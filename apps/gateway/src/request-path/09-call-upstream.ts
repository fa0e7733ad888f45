import { hearRelayed } from '../catalogue/hear-relayed.js';
import type { ToolCatalogue } from '../catalogue/tool-catalogue.js';
import type { Seals } from '../front/seals.js';
import { answerLocally } from '../legs/answer-locally.js';
import { callHosted } from '../legs/call-hosted.js';
import { callPooled } from '../legs/call-pooled.js';
import type { HostedSessions } from '../legs/hosted-sessions.js';
import { relaySession } from '../legs/relay-session.js';
import type { Answer } from './answer.js';
import type { RoutedCall } from './call.js';
import { stage } from './stage.js';

/**
 * Sends the call to its server and waits for the answer, or for the beginning of a long one. Bulkhead, breaker, timeout
 * and retry are the upstream's, declared in the server's settings. 502 `upstream_error`, 503 `circuit_open` and
 * `overloaded`, 504 `timeout`.
 */
export const callUpstream = (seals: Seals, hosts: HostedSessions, catalogue: ToolCatalogue) =>
  stage(
    'call-upstream',
    ['requestId', 'principal', 'trace', 'body', 'operation', 'server', 'upstream', 'delivery'],
    ['answer'],
    async (call) => {
      call.sentUpstream = true;
      call.answer = hearRelayed(call, await answer(call, seals, hosts), catalogue);
    },
  );

async function answer(call: RoutedCall, seals: Seals, hosts: HostedSessions): Promise<Answer> {
  // REST calls and those of 2026-07-28 stand alone: they go the pooled way at once.
  if (call.operation.surface === 'mcp' && (await isRelayed(call))) return relaySession(call, seals.sessions);
  const hosted = await callHosted(call, hosts, seals);
  if (hosted) return hosted;
  return (await answerLocally(call, seals.sessions)) ?? callPooled(call, seals.requestStates);
}

/**
 * A legacy client's session with a legacy HTTP server is one session from end to end, so that whatever the two say to each
 * other passes. Everywhere else the gateway is the session's other end.
 */
async function isRelayed(call: RoutedCall): Promise<boolean> {
  const { era, session } = call.operation;
  if (era === 'modern' || call.server.transport.type !== 'streamable-http') return false;
  if (session !== null) return session.upstreamSessionId !== null;
  return call.upstream.takesSessions(call.inbound.signal);
}
