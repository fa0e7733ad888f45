import { GatewayOpsError } from '@gatewayops/contracts';
import { verifyServiceToken } from '@gatewayops/service';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../front/read-body.js';
import { failureJson } from './failure-json.js';
import { FrameWriter } from './frame-writer.js';
import { FRAME, jsonBytes } from './frames.js';
import { parcelBytesMax, unpacked, type Parcel } from './parcel.js';
import { AUDIENCE, pathOf, PATH_PREFIX, SILENCE_MS_MAX } from './replica-protocol.js';

/** Does what another replica asked, and answers in frames. What it throws becomes the failure of the request. */
export type ParcelHandler = (parcel: Parcel, reply: FrameWriter) => Promise<void>;

export interface ReplicaGateOptions {
  /** Of this replica: what was meant for one before it at the same address is refused. */
  readonly ownId: string;
  readonly secret: string;
  readonly payloadBytesMax: number;
  /** Hears of errors that no row of the error table stands for. */
  readonly onDefect: (error: unknown) => void;
}

/**
 * What other replicas ask of this one, on the gateway's own port below `/internal/v1/replicas/`: for gateways only, by the
 * token that services sign.
 */
export class ReplicaGate {
  private readonly handlers = new Map<string, ParcelHandler>();
  private readonly open = new Set<FrameWriter>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: ReplicaGateOptions) {
    this.timer = setInterval(() => {
      for (const reply of this.open) reply.alive();
    }, SILENCE_MS_MAX / 3);
    this.timer.unref();
  }

  /** Says who answers requests of a kind. */
  on(kind: string, handler: ParcelHandler): void {
    this.handlers.set(kind, handler);
  }

  readonly routes = [{ method: 'POST', path: pathOf('{replica}', '{kind}') }];

  /** Takes `/internal/v1/replicas/…`; false for every other address. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (!request.url?.startsWith(PATH_PREFIX)) return false;
    void this.answer(request, response).catch((error: unknown) => {
      this.options.onDefect(error);
      response.destroy();
    });
    return true;
  }

  /** Ends what has no end of its own. */
  endStanding(): void {
    for (const reply of this.open) if (reply.isStanding) reply.signal.abort();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = this.refusalOf(request);
    if (refusal !== null) {
      request.resume();
      response.writeHead(refusal, { 'content-length': '0' }).end();
      return;
    }
    const kind = kindIn(request.url!);
    const handler = this.handlers.get(kind)!;
    const reply = new FrameWriter(response);
    this.open.add(reply);
    try {
      const bytes = await readBody(request, parcelBytesMax(this.options.payloadBytesMax));
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      // At once: from its head the other side knows that the request was taken.
      response.flushHeaders();
      await handler(unpacked(bytes), reply);
    } catch (error) {
      if (reply.signal.aborted) return;
      if (!(error instanceof GatewayOpsError)) this.options.onDefect(error);
      void reply.send(FRAME.failure, jsonBytes(failureJson(error)));
    } finally {
      this.open.delete(reply);
      reply.end();
    }
  }

  /** 401 for whoever is no gateway, 421 where another replica was meant (RFC 9110, section 15.5.20). */
  private refusalOf({ headers, method, url }: IncomingMessage): 401 | 404 | 421 | null {
    const { ownId, secret } = this.options;
    const token = /^Service (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || verifyServiceToken(secret, AUDIENCE, token) !== AUDIENCE) return 401;
    const kind = kindIn(url!);
    if (url !== pathOf(ownId, kind)) return 421;
    return method === 'POST' && this.handlers.has(kind) ? null : 404;
  }
}

const kindIn = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
