import { setTimeout as sleep } from 'node:timers/promises';
import { memberOf, RawJsonError, sliceOf, type CancelSignal } from '@gatewayops/mcp';
import type { SessionNotes } from '../../legs/bridge/to-modern/session-notes.js';
import { ModernStream } from '../../legs/bridge/to-modern/modern-stream.js';
import { isEventStream } from '../../front/response-capture.js';
import type { Member } from '../member.js';
import { rewritten, type EventBlock } from './event-blocks.js';
import { mergedEventId, type Resumption } from './event-ids.js';
import { FrameQueue } from './frame-queue.js';
import type { Hop } from './greet-member.js';
import type { LiveSession } from './live-session.js';
import type { LiveSessions } from './live-sessions.js';
import { blocksOf, giveUp } from './member-exchange.js';
import { shownData, type MemberView } from './member-view.js';
import { notesOf } from './member-notes.js';
import type { Child } from './session-state.js';

const RETRY_MS = 250;
const RETRY_MS_MAX = 30_000;

/** A member, with what its events have to be made of for this client. */
export interface Listened {
  readonly member: Member;
  readonly view: MemberView;
}

/**
 * The GET stream of a session over several servers: all that they say of their own accord, each event as it comes. A server's
 * stream that breaks off is opened again behind the last event that came of it; the others go on.
 */
export class MergedStream {
  private readonly queue = new FrameQueue();
  private readonly stop = new AbortController();
  /** The last event of each member that went to the client, by its tag. */
  private readonly lastIds: Map<string, string>;

  constructor(
    private readonly sessions: LiveSessions,
    private readonly session: LiveSession,
    private readonly hopTo: (member: Member) => Hop,
    from: Resumption | null,
    private readonly notes: SessionNotes,
  ) {
    this.lastIds = new Map(from?.kind === 'merged' ? from.ids : []);
  }

  /** Events as they come, until `client` is gone, the session ends or another stream of it is opened here. */
  async *listen(listened: readonly Listened[], client: CancelSignal): AsyncGenerator<Buffer> {
    const { session, stop, queue } = this;
    const end = (): void => {
      stop.abort();
      queue.end();
    };
    session.endStream();
    session.endStream = end;
    client.addEventListener('abort', end);
    for (const one of listened) void this.follow(one);
    try {
      yield* queue;
    } finally {
      end();
      client.removeEventListener('abort', end);
    }
  }

  private async follow(one: Listened): Promise<void> {
    let failures = 0;
    while (!this.stop.signal.aborted) {
      let waitMs: number | null;
      try {
        waitMs = await this.once(one, () => (failures = 0));
      } catch {
        // Whatever it was costs this member's events until its stream is there again, and no other's.
        waitMs = RETRY_MS;
      }
      if (waitMs === null) return;
      const delayMs = Math.min(waitMs * 2 ** failures++, RETRY_MS_MAX);
      await sleep(delayMs * (0.75 + Math.random() / 2), undefined, { signal: this.stop.signal }).catch(() => {});
    }
  }

  /** Until the member's stream ends. Gives how long to wait before it is opened again; null where the member has none. */
  private async once(one: Listened, onEvent: () => void): Promise<number | null> {
    const wasThere = this.session.state.children.has(one.member.server.id);
    const child = await this.sessions.child(this.session, one.member, this.hopTo(one.member));
    if (child !== null && !wasThere) await this.tellOfLists(child);
    const blocks = await this.blocksOf(one, child);
    if (blocks === null) return null;
    let retryMs = RETRY_MS;
    for await (const block of blocks) {
      onEvent();
      if (block.retryMs !== null) retryMs = Math.max(1, block.retryMs);
      // Comments only keep the member's connection open.
      if (block.data === null) continue;
      const frame = this.shown(block, one.view);
      if (frame !== null && !(await this.queue.push(frame))) break;
    }
    return retryMs;
  }

  /** null where the member has nothing to say of its own accord. */
  private async blocksOf(one: Listened, child: Child | null): Promise<AsyncIterable<EventBlock> | null> {
    if (child?.kind === 'http') return this.overHttp(one, child);
    if (child?.kind === 'hosted') return this.hosted(one, child);
    const { member } = one;
    const { era } = await member.upstream.describe(this.stop.signal);
    if (era === 'legacy') return null;
    const wanted = () => notesOf(this.notes, this.session.state, member);
    const stream = new ModernStream(member.upstream, this.hopTo(member).traceparent, wanted);
    return blocksOf(stream.events(this.stop.signal), []);
  }

  /** A member that was away when the client asked what there is. */
  private async tellOfLists({ capabilities }: Child): Promise<void> {
    const said = sliceOf(Buffer.from(capabilities));
    for (const list of ['tools', 'prompts', 'resources']) {
      const message = `{"jsonrpc":"2.0","method":"notifications/${list}/list_changed"}`;
      if (memberOf(said, list)) await this.queue.push(Buffer.from(`event: message\ndata: ${message}\n\n`));
    }
  }

  private async overHttp(
    { member, view }: Listened,
    child: Extract<Child, { kind: 'http' }>,
  ): Promise<AsyncIterable<EventBlock> | null> {
    const lastEventId = this.lastIds.get(view.tag);
    const answer = await this.sessions.exchange(this.session, member, child, {
      method: 'GET',
      body: null,
      ...(lastEventId === undefined ? {} : { lastEventId }),
      ...this.hopTo(member),
      signal: this.stop.signal,
    });
    const { status, headers, body, attempts } = answer;
    if (status < 300 && isEventStream(headers['content-type'])) return blocksOf(body, attempts);
    giveUp(answer);
    // 405: it has no such stream. 409: it still holds the one before; and so on: it may have one later.
    if (status === 405 || status === 501 || status < 300) return null;
    throw new Error(`HTTP ${status}`);
  }

  private async hosted({ member, view }: Listened, child: Extract<Child, { kind: 'hosted' }>): Promise<AsyncIterable<EventBlock>> {
    const { session, stream } = await this.sessions.hosted(this.session, member, child);
    const release = session.hold();
    const { signal } = this.stop;
    const frames = stream.listen(this.lastIds.get(view.tag) ?? null, signal);
    return blocksOf(released(frames, release), []);
  } // prettier-ignore

  /** null for what cannot be read: it would be as unreadable when the stream is opened again behind the event before. */
  private shown(block: EventBlock, view: MemberView): Buffer | null {
    const id = block.id === null ? null : this.shownId(block.id, view.tag);
    try {
      return rewritten(block, id, shownData(block, view));
    } catch (error) {
      if (error instanceof RawJsonError) return null;
      throw error;
    }
  }

  private shownId(id: string, tag: string): string | null {
    this.lastIds.set(tag, id);
    return mergedEventId(this.lastIds);
  }
}

async function* released(frames: AsyncIterable<Buffer>, release: () => void): AsyncGenerator<Buffer> {
  try {
    yield* frames;
  } finally {
    release();
  }
}
