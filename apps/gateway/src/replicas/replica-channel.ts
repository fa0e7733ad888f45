import { GatewayOpsError } from '@gatewayops/contracts';
import type { CancelSignal } from '@gatewayops/mcp';
import { signServiceToken } from '@gatewayops/service';
import { Agent, type Dispatcher } from 'undici';
import { failureFrom, type FailureJson } from './failure-json.js';
import { FRAME, framesOf, type Frame } from './frames.js';
import { packed } from './parcel.js';
import type { ReplicaDirectory } from './replica-directory.js';
import { ReplicaGone, ReplicaLost } from './replica-failures.js';
import { AUDIENCE, pathOf, SILENCE_MS_MAX } from './replica-protocol.js';
import type { Replica } from './replica.js';

const CONNECT_TIMEOUT_MS = 1_000;
/** To one replica. A stream that a client listens on holds one for as long. */
const CONNECTIONS_MAX = 4_096;
const ANSWER_BYTES_MAX = 10 * 1024 * 1024;

export interface ReplicaRequest {
  readonly replicaId: string;
  /** As {@link ReplicaGate.on} has it. */
  readonly kind: string;
  /** Becomes JSON. */
  readonly head: unknown;
  readonly payload: Buffer;
  readonly signal?: CancelSignal;
}

/** Requests of this replica to others. */
export class ReplicaChannel {
  private readonly agent = new Agent({
    connections: CONNECTIONS_MAX,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    keepAliveTimeout: 10_000,
    headersTimeout: SILENCE_MS_MAX,
    bodyTimeout: SILENCE_MS_MAX,
  });

  constructor(
    readonly directory: ReplicaDirectory,
    private readonly secret: string,
  ) {}

  /**
   * Sends a request and hands out the frames that come back. Who stops reading them ends the request.
   * @throws ReplicaGone where nothing was begun, ReplicaLost where nobody knows, also from the iteration
   */
  async open(request: ReplicaRequest): Promise<AsyncGenerator<Frame>> {
    const replica = await this.directory.find(request.replicaId);
    if (replica === null) throw new ReplicaGone(true);
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    if (request.signal?.aborted) throw new GatewayOpsError('client_closed');
    request.signal?.addEventListener('abort', abort, { once: true });
    try {
      const answer = await this.send(replica, request, controller.signal);
      return framesUntilEnd(answer.body, () => request.signal?.removeEventListener('abort', abort));
    } catch (error) {
      request.signal?.removeEventListener('abort', abort);
      if (error instanceof ReplicaGone && error.certain) await this.directory.strike(replica);
      throw error;
    }
  }

  /** A request whose answer is bytes, 10 MB at most. @throws as `open`, and what the other replica failed with */
  async ask(request: ReplicaRequest): Promise<Buffer> {
    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const { type, payload } of await this.open(request)) {
      if (type === FRAME.failure) throw failureIn(payload);
      if (type !== FRAME.data) continue;
      bytes += payload.length;
      if (bytes > ANSWER_BYTES_MAX) throw new ReplicaLost(new Error('the answer is too large'));
      parts.push(payload);
    }
    return Buffer.concat(parts);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async send(
    replica: Replica,
    { kind, head, payload }: ReplicaRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const answer = await this.agent
      .request({
        origin: replica.url,
        path: pathOf(replica.id, kind),
        method: 'POST',
        headers: { authorization: `Service ${signServiceToken(this.secret, AUDIENCE, AUDIENCE)}` },
        body: Buffer.concat(packed(head, payload)),
        signal,
      })
      .catch((error: unknown) => {
        throw signal.aborted ? new GatewayOpsError('client_closed', { cause: error }) : failureOf(error);
      });
    if (answer.statusCode === 200) return answer;
    await answer.body.dump();
    // Another process has the address now.
    if (answer.statusCode === 421) throw new ReplicaGone(true);
    throw new ReplicaGone(false, new Error(`the replica answered with HTTP ${answer.statusCode}`));
  }
}

/** Ends with the frame that says so. @throws ReplicaLost where none came */
async function* framesUntilEnd(body: AsyncIterable<Buffer>, onEnd: () => void): AsyncGenerator<Frame> {
  try {
    for await (const frame of framesOf(body)) {
      if (frame.type !== FRAME.alive) yield frame;
      if (frame.type === FRAME.end || frame.type === FRAME.failure) return;
    }
  } catch (error) {
    throw new ReplicaLost(error);
  } finally {
    onEnd();
  }
  throw new ReplicaLost();
}

export const failureIn = (payload: Buffer): GatewayOpsError =>
  failureFrom(JSON.parse(payload.toString()) as FailureJson);

function failureOf(error: unknown): GatewayOpsError {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return new ReplicaGone(true, error);
  // Of a connection that was never made: the request did not leave us.
  const unsent = code === 'UND_ERR_CONNECT_TIMEOUT' || syscall === 'connect' || syscall === 'getaddrinfo';
  return unsent ? new ReplicaGone(false, error) : new ReplicaLost(error);
}
