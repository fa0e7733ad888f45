import { GatewayOpsError } from '@gatewayops/contracts';
import type { StreamAnswer } from '../request-path/answer.js';
import type { Call } from '../request-path/call.js';
import { answerHeaders } from './answer-headers.js';
import type { Outbound } from './outbound.js';
import type { Reply } from './reply.js';

/** A stream of events that several senders write to. */
export function streamReply(call: Call, { events }: StreamAnswer, out: Outbound): Reply {
  return {
    capture: null,
    async start() {
      const headers = answerHeaders(call);
      headers.push('Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache');
      out.head(200, headers);
      out.flushHead();
      // Cut off instead of ended: its client must not take what it has for all there was.
      events.onOverflow = () => out.abort();
      const stop = call.inbound.keepAlive();
      try {
        for await (const event of events.read()) {
          if (out.gone) throw new GatewayOpsError('client_closed');
          await out.write(event);
        }
      } finally {
        stop();
      }
      if (events.overflowed) throw new GatewayOpsError('client_closed');
    },
    finish: () => out.end(),
  };
}
