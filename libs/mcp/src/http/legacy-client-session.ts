import { bytesOf } from '../raw/slice.js';
import type { RpcMessage } from '../raw/message.js';
import type { LegAnswer, LegRequest } from '../upstream/leg.js';
import type { ClientSession, OpenedSession } from '../upstream/types.js';
import type { HttpContext } from './http-context.js';
import { LegacySession } from './legacy-session.js';
import { StandingGet } from './standing-get.js';

/** One client's own session with a server of up to 2025-11-25 over Streamable HTTP. */
export class LegacyClientSession implements ClientSession {
  private readonly ended: (() => void)[] = [];
  private readonly stream: StandingGet;
  private isEnded = false;
  private holds = 0;

  constructor(
    private readonly session: LegacySession,
    heard: (raw: Buffer) => void,
  ) {
    this.stream = new StandingGet((lastEventId, signal) => session.listen(lastEventId, signal), heard);
  }

  get alive(): boolean {
    return !this.isEnded;
  }

  send(request: LegRequest): Promise<LegAnswer> {
    return this.session.send(request);
  }

  /** That the server did not take it is seen by what it then does not answer. */
  tell(message: RpcMessage): void {
    void this.session.say(Buffer.from(bytesOf(message.bytes))).catch(() => {});
  }

  /** Opening the session has said so. */
  greet(): void {}

  hold(): () => void {
    if (this.holds++ === 0) this.stream.open();
    return () => {
      if (--this.holds === 0) this.stream.close();
    };
  }

  onEnd(listener: () => void): void {
    this.ended.push(listener);
  }

  async end(): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    this.stream.close();
    for (const listener of this.ended) listener();
    await this.session.close();
  }
}

/** @param initialize the client's own params, raw @throws LegFailure, `NoSessions` where the server refuses them */
export async function openLegacyClientSession(
  context: HttpContext,
  onDoubt: () => void,
  { initialize, heard }: { initialize: Buffer; heard: (raw: Buffer) => void },
): Promise<OpenedSession> {
  const session = new LegacySession(context, onDoubt, initialize);
  const result = await session.greeting();
  return { session: new LegacyClientSession(session, heard), result };
}
