import type { CancelSignal, McpEra, UpstreamAnswer, UpstreamDescription, UpstreamRequest } from '@gatewayops/mcp';
import { FRAME } from '../frames.js';
import type { FrameWriter } from '../frame-writer.js';
import type { Parcel } from '../parcel.js';

/** What is asked of the owner of a server's process. */
export interface UpstreamHead {
  readonly orgId: string;
  readonly serverId: string;
  readonly serverName: string;
  readonly what: 'call' | 'describe' | 'notify';
  readonly request: RequestHead | null;
}

/** A request without its params, which are the payload. */
interface RequestHead extends Pick<
  UpstreamRequest,
  'method' | 'name' | 'headers' | 'traceparent' | 'repeatable' | 'callerEnvelope' | 'speaksFor' | 'listening'
> {
  readonly hasParams: boolean;
  /** Raw, each character a byte. */
  readonly callersId: string | null;
  readonly hasListener: boolean;
}

export function requestParcel({ params, callersId, onMessage, signal: _own, session: _none, ...rest }: UpstreamRequest): {
  request: RequestHead;
  payload: Buffer;
} {
  const bytes = params === null || Buffer.isBuffer(params) ? params : params.bytes.subarray(params.start, params.end);
  const request: RequestHead = {
    ...rest,
    hasParams: bytes !== null,
    callersId: callersId?.toString('latin1') ?? null,
    hasListener: onMessage !== undefined,
  };
  return { request, payload: bytes ?? Buffer.alloc(0) };
} // prettier-ignore

/** The request again. What comes before its answer, and its caller's leaving, pass through `reply`. */
export function requestFrom({ head, payload }: Parcel, reply: FrameWriter): UpstreamRequest {
  const { hasParams, callersId, hasListener, ...rest } = (head as UpstreamHead).request!;
  const signal: CancelSignal = reply.signal;
  return {
    ...rest,
    params: hasParams ? payload : null,
    signal,
    ...(callersId === null ? {} : { callersId: Buffer.from(callersId, 'latin1') }),
    ...(hasListener ? { onMessage: (raw: Buffer) => void reply.send(FRAME.message, raw) } : {}),
  };
}

/** All of an answer but its body; of a streamed one, some of it is final only at its end. */
export type AnswerHead = Pick<UpstreamAnswer, 'kind' | 'isError' | 'era' | 'httpStatus' | 'attempts'> & {
  size: number;
};

export const answerHead = ({ kind, isError, era, httpStatus, attempts, size = 0 }: UpstreamAnswer): AnswerHead => ({
  kind,
  isError,
  era,
  httpStatus,
  attempts,
  size,
});

interface DescriptionJson {
  readonly era: McpEra;
  readonly transport: UpstreamDescription['transport'];
  readonly protocolVersion: string;
  readonly protocolVersions: string[];
  /** Raw JSON, each character a byte. */
  readonly capabilities: string;
  readonly serverInfo: string | null;
  readonly instructions: string | null;
}

export const descriptionJson = (description: UpstreamDescription): DescriptionJson => ({
  ...description,
  capabilities: description.capabilities.toString('latin1'),
  serverInfo: description.serverInfo?.toString('latin1') ?? null,
  instructions: description.instructions?.toString('latin1') ?? null,
});

export function descriptionFrom(value: unknown): UpstreamDescription {
  const json = value as DescriptionJson;
  const raw = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'latin1'));
  return {
    ...json,
    capabilities: raw(json.capabilities)!,
    serverInfo: raw(json.serverInfo),
    instructions: raw(json.instructions),
  };
}
