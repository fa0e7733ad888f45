import { scopeAllows } from '@gatewayops/domain';
import { memberOf, parseMessage, stringOf, type RpcMessage } from '@gatewayops/mcp';
import { listenBridged } from '../../legs/bridge/to-legacy/listen-bridged.js';
import { forwardedTo } from '../../legs/call-pooled.js';
import { Cancellation } from '../../front/cancellation.js';
import { Call, type RoutedCall } from '../../request-path/call.js';
import type { Aggregate } from '../aggregate.js';
import type { AggregateParts } from '../aggregate-parts.js';
import type { Member } from '../member.js';
import { outwardMessage, type Outward } from '../rewrite/outward.js';
import { Acknowledgement } from './acknowledgement.js';
import { ListChanges } from './list-changes.js';
import { pause } from './pause.js';
import { paramsFor, wantedOf, type Wanted } from './wanted.js';

const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
const UPDATED = 'notifications/resources/updated';
/** What comes before it is known what can be heard. */
const EARLY_MAX = 1_000;
/** A stream that ended is opened again; what changed meanwhile is told as a change. */
const REOPEN_FIRST_MS = 1_000;
const REOPEN_MAX_MS = 60_000;
/** The registry is asked once for changes that come together. */
const REFRESH_AFTER_MS = 100;

/**
 * One client's stream of what several servers say: one stream from each, one acknowledgement, changes of lists as one. It
 * lasts as long as its client listens, whatever servers come and go meanwhile.
 */
export class Subscription {
  private readonly acknowledgement: Acknowledgement;
  private readonly changes: ListChanges;
  private readonly over = new Cancellation();
  /** Streams by server, its version and what is wanted of it. */
  private readonly streams = new Map<string, Cancellation>();
  private early: (() => void)[] | null = [];
  private refreshing: NodeJS.Timeout | null = null;

  constructor(
    private readonly call: RoutedCall,
    private aggregate: Aggregate,
    private wanted: Wanted,
    private readonly parts: AggregateParts,
  ) {
    const id = call.operation.id!;
    this.acknowledgement = new Acknowledgement(wanted, id);
    this.changes = new ListChanges(id, (message) => this.send(message));
    call.inbound.signal.addEventListener('abort', () => this.close());
  }

  /** Resolves when the client is gone. */
  async run(): Promise<void> {
    if (this.call.inbound.signal.aborted) return;
    const stop = this.parts.aggregates.onChanged((orgId) => this.noteChange(orgId));
    try {
      const settled = this.acknowledgement.settledBy(this.follow(), this.parts.catalogues.deadlineMs);
      await settled;
      this.begin();
      if (!this.over.aborted) await new Promise<void>((resolve) => this.over.addEventListener('abort', resolve));
    } finally {
      stop();
    }
  }

  close(): void {
    this.over.abort();
    for (const stream of this.streams.values()) stream.abort();
    this.changes.close();
    if (this.refreshing !== null) clearTimeout(this.refreshing);
  }

  private begin(): void {
    if (this.over.aborted) return;
    this.call.inbound.sendMessage(this.acknowledgement.message());
    this.changes.allow(this.acknowledgement.honouredFlags);
    const early = this.early ?? [];
    this.early = null;
    for (const tell of early) tell();
  }

  /** Opens the streams that are not open, and ends those of which nothing is wanted any more. Returns how many there are. */
  private follow(): number {
    const kept = new Set<string>();
    for (const member of this.aggregate.members) {
      const params = paramsFor(member, this.wanted);
      if (params === null) continue;
      const key = `${member.server.id}@${member.server.version}\n${member.prefix}\n${params.toString()}`;
      kept.add(key);
      if (this.streams.has(key)) continue;
      const stream = new Cancellation();
      this.streams.set(key, stream);
      void this.keepOpen(member, params, stream);
    }
    for (const [key, stream] of this.streams) {
      if (kept.has(key)) continue;
      this.streams.delete(key);
      stream.abort();
    }
    return kept.size;
  }

  private noteChange(orgId: string | undefined): void {
    if (this.refreshing !== null || (orgId !== undefined && orgId !== this.call.principal.orgId)) return;
    this.refreshing = setTimeout(() => {
      this.refreshing = null;
      // Where the registry cannot be asked, its next change is another chance.
      this.refresh().catch(() => undefined);
    }, REFRESH_AFTER_MS);
    this.refreshing.unref();
  }

  private async refresh(): Promise<void> {
    const next = await this.parts.aggregates.again(this.call.principal, this.aggregate);
    if (next === null) return this.close();
    if (next.contextDigest === this.aggregate.contextDigest || this.over.aborted) return;
    this.aggregate = next;
    this.wanted = await wantedOf(this.call, next, this.parts);
    if (this.over.aborted) return;
    this.follow();
    this.changes.all();
  }

  /** Until nobody wants it; a server that never acknowledged is not asked again. */
  private async keepOpen(member: Member, params: Buffer, stream: Cancellation): Promise<void> {
    for (let failures = 0; !stream.aborted; failures++) {
      const isHeard = await this.open(member, params, stream);
      this.acknowledgement.ended(member);
      if (isHeard) failures = 0;
      else if (!this.acknowledgement.isHonoured(member)) return;
      await pause(Math.min(REOPEN_MAX_MS, REOPEN_FIRST_MS * 2 ** failures), stream);
    }
  }

  /** Resolves when the server's stream has ended, with whether it had begun. */
  private async open(member: Member, params: Buffer, stream: Cancellation): Promise<boolean> {
    let isHeard = false;
    const hear = (raw: Buffer): void => {
      const message = parseMessage(raw);
      if (message.kind !== 'notification' || stream.aborted) return;
      if (message.method !== ACKNOWLEDGED) return this.hear(member, message, raw);
      // What changed while nobody listened is not told again.
      if (this.acknowledgement.isHonoured(member)) this.changes.all();
      isHeard = true;
      // Who has nothing to tell need not be listened to.
      if (!this.acknowledgement.add(member, message)) stream.abort();
    };
    try {
      await this.ask(member, params, { stream, hear });
    } catch {
      // A server that cannot be listened to costs its own messages only.
    }
    return isHeard;
  }

  private async ask(
    member: Member,
    params: Buffer,
    { stream, hear }: { stream: Cancellation; hear: (raw: Buffer) => void },
  ): Promise<void> {
    const { call } = this;
    const bridged = await listenBridged(asOf(call, member, params, { stream, hear }), this.parts.bridge.sessions);
    if (bridged !== null) return;
    const answer = await member.upstream.call({
      method: 'subscriptions/listen',
      params,
      callerEnvelope: true,
      callersId: call.operation.id!,
      listening: true,
      name: null,
      headers: forwardedTo(member.server, call.inbound.headers),
      traceparent: call.trace.traceparent,
      repeatable: false,
      signal: stream,
      onMessage: hear,
    });
    if (!Buffer.isBuffer(answer.body)) for await (const _rest of answer.body) void _rest;
  }

  private hear(member: Member, message: RpcMessage, raw: Buffer): void {
    this.parts.catalogues.heard(member.server.id, raw);
    if (this.changes.note(message.method!, raw)) return;
    if (message.method === UPDATED && !this.mayRead(member, message)) return;
    const { aggregate, call, parts } = this;
    const out: Outward = { aggregate, member, principal: call.principal, taskIds: parts.taskIds };
    this.send(outwardMessage(raw, out));
  }

  private mayRead(member: Member, { params }: RpcMessage): boolean {
    const uri = params && stringOf(memberOf(params, 'uri'));
    return uri !== null && scopeAllows(this.call.principal.scopes, 'resource', member.server.name, uri);
  }

  private send(message: Buffer): void {
    if (this.over.aborted) return;
    if (this.early === null) this.call.inbound.sendMessage(message);
    else if (this.early.length < EARLY_MAX) this.early.push(() => this.call.inbound.sendMessage(message));
  }
}

/** The call as if the client had sent it to that member alone. */
function asOf(
  call: RoutedCall,
  { server, upstream }: Member,
  params: Buffer,
  { stream, hear }: { stream: Cancellation; hear: (raw: Buffer) => void },
): RoutedCall {
  const { inbound, requestId, principal, trace, body, operation } = call;
  const { httpMethod, target, headers, edgeHeaders, isForeign, clientAddress } = inbound;
  const own = new Call({
    httpMethod,
    target,
    headers,
    edgeHeaders,
    isForeign,
    clientAddress,
    signal: stream,
    readBody: () => inbound.readBody(),
    sendMessage: hear,
    keepAlive: () => () => undefined,
  });
  return Object.assign(own, {
    requestId,
    principal,
    trace,
    body,
    operation: { ...operation, params },
    server,
    upstream,
  });
}
