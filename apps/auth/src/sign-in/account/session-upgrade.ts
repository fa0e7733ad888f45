import { cookieOf } from '@gatewayops/access';
import { GatewayOpsError, SESSION_COOKIE, type PersonSession } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { placeOfSession } from '../../sessions/session-token.js';
import { SessionStore } from '../../sessions/session-store.js';
import { MFA_OF_PERSON, SessionsService } from '../../sessions/sessions.service.js';
import { FactorSetup } from '../totp/factor-setup.js';

/** What a session has proven, where factors are changed by it. */
@Injectable()
export class SessionUpgrade {
  constructor(
    private readonly store: SessionStore,
    private readonly sessions: SessionsService,
    private readonly setup: FactorSetup,
  ) {}

  /**
   * Who has a second factor changes factors only in a session that has proven one to us.
   * @throws GatewayOpsError `reauthentication_required`
   */
  async refuseOneFactor(person: PersonSession): Promise<void> {
    if (!(await this.setup.hasSecondFactor(person.userId))) return;
    const entries = await this.store.list(person.userId);
    const current = entries.find(({ digest }) => digest.startsWith(person.sessionId));
    if (current?.session.mfaOf !== MFA_OF_PERSON) throw new GatewayOpsError('reauthentication_required');
  }

  async afterEnrolment(request: FastifyRequest, person: PersonSession, method: string): Promise<void> {
    const place = placeOfSession(cookieOf(request.headers.cookie, SESSION_COOKIE) ?? '');
    const stored = place && (await this.store.read(place));
    if (!place || !stored) throw new GatewayOpsError('invalid_token');
    const methods = [...new Set([...stored.methods.split(' '), method, 'mfa'])].join(' ');
    await this.store.change(place, { methods, mfaOf: MFA_OF_PERSON });
    await this.sessions.endAll(person.userId, person.sessionId);
  }
}
