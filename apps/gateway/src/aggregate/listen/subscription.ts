import { scopeAllows } from '@gatewayops/domain';
import { memberOf, parseMessage, stringOf, type RpcMessage } from '@gatewayops/mcp';
import { Cancellation } from '../../front/cancellation.js';
import { forwardedTo } from '../../legs/call-pooled.js';
import type { RoutedCall } from '../../request-path/call.js';
import type { Aggregate } from '../aggregate.js';
import type { AggregateParts } from '../aggregate-parts.js';
import type { Member } from '../member.js';
import { outwardMessage, type Outward } from '../rewrite/outward.js';
import { Acknowledgement } from './acknowledgement.js';
import { paramsFor, type Wanted } from './wanted.js';

const ACKNOWLEDGED = 'notifications/subscriptions/acknowledged';
/** Changes of several servers within this time are one. */
const COALESCE_MS = 50;
/** What comes before it is known what can be heard. */
const EARLY_MAX = 1_000;
/** A stream that ended is opened again; what changed meanwhile is told as a change. */
const REOPEN_FIRST_MS = 1_000;
const REOPEN_MAX_MS = 60_000;

const FLAG_OF: Record<string, Wanted['flags'][number]> = {
  'notifications/tools/list_changed': 'toolsListChanged',
  'notifications/prompts/list_changed': 'promptsListChanged',
  'notifications/resources/list_changed': 'resourcesListChanged',
};

/** One client's stream of what several servers say: one stream from each, one acknowledgement, changes of lists as one. */
export class Subscription {
  private readonly acknowledgement: Acknowledgement;
  private readonly cancelled = new Cancellation();
  private readonly changes = new Map<string, NodeJS.Timeout>();
  private early: (() => void)[] | null = [];
  private readonly wakes = new Set<() => void>();

  constructor(
    private readonly call: RoutedCall,
    private readonly aggregate: Aggregate,
    private readonly wanted: Wanted,
    private readonly parts: AggregateParts,
  ) {
    this.acknowledgement = new Acknowledgement(wanted, call.operation.id!);
    call.inbound.signal.addEventListener('abort', () => this.close());
  }

  /** Resolves when the client is gone or nobody is left who could say anything. */
  async run(): Promise<void> {
    if (this.call.inbound.signal.aborted) return;
    const streams = this.aggregate.members.flatMap((member) => {
      const params = paramsFor(member, this.wanted);
      return params === null ? [] : [{ member, params }];
    });
    const settled = this.acknowledgement.settledBy(streams.length, this.parts.catalogues.deadlineMs);
    const ended = Promise.all(streams.map(({ member, params }) => this.keepOpen(member, params)));
    await settled;
    if (!this.cancelled.aborted) this.begin();
    await ended;
  }

  close(): void {
    this.cancelled.abort();
    for (const timer of this.changes.values()) clearTimeout(timer);
    for (const wake of this.wakes) wake();
  }

  private begin(): void {
    this.call.inbound.sendMessage(this.acknowledgement.message());
    const early = this.early ?? [];
    this.early = null;
    for (const tell of early) tell();
  }

  /** Until the client leaves; a server that never acknowledged is not asked again. */
  private async keepOpen(member: Member, params: Buffer): Promise<void> {
    for (let tries = 0; !this.cancelled.aborted; tries++) {
      const isHeard = await this.open(member, params, tries > 0);
      this.acknowledgement.ended(member);
      if (isHeard) tries = 0;
      else if (!this.acknowledgement.isHonoured(member)) return;
      await this.pause(Math.min(REOPEN_MAX_MS, REOPEN_FIRST_MS * 2 ** tries));
    }
  }

  /** Resolves when the server's stream has ended, with whether it had begun. */
  private async open(member: Member, params: Buffer, isAgain: boolean): Promise<boolean> {
    let isHeard = false;
    const out: Outward = { aggregate: this.aggregate, member, principal: this.call.principal, taskIds: this.parts.taskIds };
    const hear = (raw: Buffer): void => {
      const message = parseMessage(raw);
      if (message.kind !== 'notification') return;
      if (message.method === ACKNOWLEDGED) {
        isHeard = true;
        this.acknowledgement.add(member, message);
        // What changed while nobody listened is not told again.
        if (isAgain) for (const method of Object.keys(FLAG_OF)) this.tell(member, method, raw);
      } else {
        this.parts.catalogues.heard(member.server.id, raw);
        this.hear(member, message, outwardMessage(raw, out));
      }
    };
    try {
      await this.ask(member, params, hear);
    } catch {
      // A server that cannot be listened to costs its own messages only.
    }
    return isHeard;
  } // prettier-ignore

  private async ask(member: Member, params: Buffer, onMessage: (raw: Buffer) => void): Promise<void> {
    const { call } = this;
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
      signal: this.cancelled,
      onMessage,
    });
    if (!Buffer.isBuffer(answer.body)) for await (const _rest of answer.body) void _rest;
  }

  private hear(member: Member, message: RpcMessage, raw: Buffer): void {
    const { method } = message;
    if (FLAG_OF[method!] !== undefined) return this.tell(member, method!, raw);
    if (method === 'notifications/resources/updated' && !this.mayRead(member, message)) return;
    this.send(() => this.call.inbound.sendMessage(raw));
  }

  private mayRead(member: Member, { params }: RpcMessage): boolean {
    const uri = params && stringOf(memberOf(params, 'uri'));
    return uri !== null && scopeAllows(this.call.principal.scopes, 'resource', member.server.name, uri);
  }

  /** One change of a list, however many servers tell of it at about the same time. */
  private tell(member: Member, method: string, raw: Buffer): void {
    this.parts.catalogues.drop(member.server.id);
    if (!this.wanted.flags.includes(FLAG_OF[method]!) || this.changes.has(method) || this.cancelled.aborted) return;
    const id = this.call.operation.id!.toString();
    const message =
      raw.includes(method) ? raw : Buffer.from(`{"jsonrpc":"2.0","method":"${method}","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":${id}}}}`);
    const timer = setTimeout(() => {
      this.changes.delete(method);
      this.send(() => this.call.inbound.sendMessage(message));
    }, COALESCE_MS);
    this.changes.set(method, timer);
  } // prettier-ignore

  private send(tell: () => void): void {
    if (this.early === null) tell();
    else if (this.early.length < EARLY_MAX) this.early.push(tell);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.wakes.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.wakes.add(wake);
      if (this.cancelled.aborted) wake();
    });
  }
}
