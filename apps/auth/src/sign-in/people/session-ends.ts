import { Injectable } from '@nestjs/common';
import { SessionStore } from '../../sessions/session-store.js';
import { SessionsService } from '../../sessions/sessions.service.js';

/** What a change of factors does to sessions. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly sessions: SessionsService,
    private readonly store: SessionStore,
  ) {}

  async endAllBut(userId: string, staysSessionId: string | null): Promise<void> {
    await this.sessions.endAll(userId, staysSessionId);
  }

  epochOf(userId: string): Promise<string> {
    return this.store.epochOf(userId);
  }
}
