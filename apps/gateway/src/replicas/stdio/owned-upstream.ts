import type { McpProbeReport, McpServerRuntime } from '@gatewayops/contracts';
import type {
  CancelSignal, OpenedSession, RawAnswer, RawExchange, Upstream, UpstreamAnswer, UpstreamDescription, UpstreamRequest,
} from '@gatewayops/mcp'; // prettier-ignore
import { atOwner } from '../owning/at-owner.js';
import type { Ownership } from '../owning/ownership.js';
import { readReply, type ReadReply, type ReplyListener } from '../reply-frames.js';
import type { ReplicaChannel } from '../replica-channel.js';
import { answerHead, descriptionFrom, requestParcel, type AnswerHead, type UpstreamHead } from './upstream-parcel.js';

export const UPSTREAM_KIND = 'upstream';
const NAME_PREFIX = 'stdio:';
export const ownerName = (serverId: string): string => `${NAME_PREFIX}${serverId}`;
/** null for what is no server's process. */
export const serverIdIn = (name: string): string | null =>
  name.startsWith(NAME_PREFIX) ? name.slice(NAME_PREFIX.length) : null;

const QUIET: ReplyListener = { message: () => undefined, keepAlive: () => () => undefined };
const NOTHING = Buffer.alloc(0);

/**
 * A server that is a process, and one over all replicas: what it keeps in its memory is the same for all callers. One replica
 * runs it, the others ask that one. A client's own session has a process of its own and is not shared.
 */
export class OwnedUpstream implements Upstream {
  private readonly name: string;

  /** @param here the server as this replica runs it */
  constructor(
    readonly here: Upstream,
    private readonly ownership: Ownership,
    private readonly channel: ReplicaChannel,
  ) {
    this.name = ownerName(here.server.id);
  }

  get server(): McpServerRuntime {
    return this.here.server;
  }

  get era(): Upstream['era'] {
    return this.here.era;
  }

  get state(): Upstream['state'] {
    return this.here.state;
  }

  get activeCalls(): number {
    return this.here.activeCalls;
  }

  call(request: UpstreamRequest): Promise<UpstreamAnswer> {
    if (request.session !== undefined || this.ownership.owns(this.name)) return this.here.call(request);
    return atOwner(this.ownership, this.name, {
      here: () => this.here.call(request),
      there: (replicaId) => this.callThere(replicaId, request),
      repeatable: request.repeatable,
    });
  }

  describe(signal?: CancelSignal): Promise<UpstreamDescription> {
    if (this.ownership.owns(this.name)) return this.here.describe(signal);
    return atOwner(this.ownership, this.name, {
      here: () => this.here.describe(signal),
      there: async (replicaId) => {
        const { head } = await this.ask(replicaId, { what: 'describe', request: null }, NOTHING, { signal });
        return descriptionFrom(head);
      },
      repeatable: true,
    });
  }

  notify(method: string, params: Buffer | null): Promise<void> {
    const request: UpstreamRequest = { method, params, name: null, headers: {}, traceparent: '', repeatable: false };
    return atOwner(this.ownership, this.name, {
      here: () => this.here.notify(method, params),
      there: async (replicaId) => {
        const parcel = requestParcel(request);
        await this.ask(replicaId, { what: 'notify', request: parcel.request }, parcel.payload, {});
      },
      repeatable: false,
    });
  }

  takesSessions(signal?: CancelSignal): Promise<boolean> {
    return this.here.takesSessions(signal);
  }

  openSession(initialize: Buffer, heard: (raw: Buffer) => void): Promise<OpenedSession | null> {
    return this.here.openSession(initialize, heard);
  }

  exchange(request: RawExchange): Promise<RawAnswer> {
    return this.here.exchange(request);
  }

  probe(): Promise<McpProbeReport> {
    return this.here.probe();
  }

  private async callThere(replicaId: string, request: UpstreamRequest): Promise<UpstreamAnswer> {
    const { request: head, payload } = requestParcel(request);
    const { onMessage, signal } = request;
    let answer: UpstreamAnswer | null = null;
    let late: AnswerHead | null = null;
    const got = await this.ask(replicaId, { what: 'call', request: head }, payload, {
      signal,
      listener: onMessage ? { ...QUIET, message: onMessage } : QUIET,
      onEnd: (end) => {
        late = end as AnswerHead;
        if (answer !== null) settle(answer, late);
      },
    });
    answer = { ...(got.head as AnswerHead), body: got.body ?? NOTHING };
    if (late !== null) settle(answer, late);
    return answer;
  }

  private async ask(
    replicaId: string,
    what: Pick<UpstreamHead, 'what' | 'request'>,
    payload: Buffer,
    { signal, listener = QUIET, onEnd = () => undefined }: { signal?: CancelSignal | undefined; listener?: ReplyListener; onEnd?: (end: unknown) => void },
  ): Promise<ReadReply> {
    const { orgId, id: serverId, name: serverName } = this.server;
    const head: UpstreamHead = { orgId, serverId, serverName, ...what };
    const asked = { replicaId, kind: UPSTREAM_KIND, head, payload, ...(signal ? { signal } : {}) };
    return readReply(await this.channel.open(asked), listener, onEnd);
  } // prettier-ignore
}

/** What is known at the end. The list of attempts stays the same one: whoever holds it sees its final numbers. */
function settle(answer: UpstreamAnswer, end: AnswerHead): void {
  answer.attempts.splice(0, answer.attempts.length, ...end.attempts);
  Object.assign(answer, { isError: end.isError, size: end.size } satisfies Partial<ReturnType<typeof answerHead>>);
}
