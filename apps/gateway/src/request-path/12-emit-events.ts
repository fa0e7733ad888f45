import type { EventPublisher } from '@gatewayops/streams';
import { encodeCallPriced, encodeCallTraced } from '../record/encode-events.js';
import type { CallRecord } from '../record/call-record.js';
import type { EndedCall } from './call.js';

/** Hands the events of a call to the publisher, which sends them in batches. Never fails a call. */
export const emitEvents = (publisher: EventPublisher) =>
  function emitEvents(call: EndedCall, record: CallRecord): void {
    const { orgId } = call.principal;
    publisher.publish('trace', orgId, encodeCallTraced(call, record));
    if (call.sentUpstream) publisher.publish('cost', orgId, encodeCallPriced(call, record));
  };
