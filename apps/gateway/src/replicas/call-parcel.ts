import { slice, type Slice } from '@gatewayops/mcp';
import type { IncomingHttpHeaders } from 'node:http';
import { Call, type RoutedCall, type TraceContext } from '../request-path/call.js';
import type { Principal } from '@gatewayops/contracts';
import type { Inbound, Target } from '../request-path/inbound.js';
import type { Operation } from '../request-path/operation.js';
import { isStream } from '../front/stream-limit.js';
import { FRAME } from './frames.js';
import type { FrameWriter } from './frame-writer.js';
import type { Parcel } from './parcel.js';

/** A call as one replica hands it to another: what was asked, and what was found out of whoever asked. */
interface CallHead {
  readonly requestId: string;
  readonly principal: Principal;
  readonly trace: TraceContext;
  readonly httpMethod: string;
  readonly target: Target | null;
  readonly headers: IncomingHttpHeaders;
  /** null where it is read from the body once more: a call on several servers was made one on a single server here. */
  readonly operation: Omit<Operation, 'params' | 'id'> | null;
  /** It lasts until its client goes away. */
  readonly isStanding: boolean;
  /** Raw, each character a byte. */
  readonly id: string | null;
  /** Where `params` are in the payload. */
  readonly params: readonly [start: number, end: number] | null;
  readonly bodyLength: number;
}

/** Everything of a call that stage 09 needs. The body, and behind it params that do not stand in it, are the payload. */
export function callParcel(call: RoutedCall): Parcel {
  const { requestId, principal, trace, body, inbound } = call;
  const { params, id, ...operation } = call.operation;
  const apart = params === null || (!Buffer.isBuffer(params) && params.bytes === body) ? null : bytesIn(params);
  const head: CallHead = {
    requestId,
    principal,
    trace,
    httpMethod: inbound.httpMethod,
    target: inbound.target,
    headers: headersOf(inbound.headers),
    operation: call.aggregate === null ? operation : null,
    isStanding: isStream(call),
    id: id === null ? null : id.toString('latin1'),
    params: apart ? [body.length, body.length + apart.length] : placeOf(params),
    bodyLength: body.length,
  };
  return { head, payload: apart ? Buffer.concat([body, apart]) : body };
}

/** The call again, up to stage 05. What is said before the answer, and the client's leaving, pass through `reply`. */
export function callFrom(parcel: Parcel, reply: FrameWriter): Call {
  const head = parcel.head as CallHead;
  const body = parcel.payload.subarray(0, head.bodyLength);
  const call = new Call(new ForwardedInbound(head, body, reply));
  call.isForwarded = true;
  call.requestId = head.requestId;
  call.principal = head.principal;
  call.trace = head.trace;
  call.body = body;
  reply.isStanding = head.isStanding;
  call.operation = head.operation && {
    ...head.operation,
    id: head.id === null ? null : Buffer.from(head.id, 'latin1'),
    params: head.params && slice(head.params[1] > body.length ? parcel.payload : body, ...head.params),
  };
  return call;
}

class ForwardedInbound implements Inbound {
  readonly httpMethod: string;
  readonly target: Target | null;
  readonly headers: IncomingHttpHeaders;
  readonly edgeHeaders = [];
  readonly isForeign = false;
  readonly clientAddress = '';

  constructor(
    { httpMethod, target, headers }: CallHead,
    private readonly body: Buffer,
    private readonly reply: FrameWriter,
  ) {
    this.httpMethod = httpMethod;
    this.target = target;
    this.headers = headers;
  }

  get signal() {
    return this.reply.signal;
  }

  readBody(): Buffer {
    return this.body;
  }

  sendMessage(json: Buffer): void {
    void this.reply.send(FRAME.message, json);
  }

  keepAlive(): () => void {
    void this.reply.send(FRAME.keepAlive, Buffer.from([1]));
    return () => void this.reply.send(FRAME.keepAlive, Buffer.alloc(0));
  }
}

/** The key has been looked at; the other replica has no use for it. */
function headersOf({ authorization: _key, ...headers }: IncomingHttpHeaders): IncomingHttpHeaders {
  return headers;
}

const bytesIn = (params: Slice | Buffer): Buffer =>
  Buffer.isBuffer(params) ? params : params.bytes.subarray(params.start, params.end);

const placeOf = (params: Slice | Buffer | null): readonly [number, number] | null =>
  params === null || Buffer.isBuffer(params) ? null : [params.start, params.end];
