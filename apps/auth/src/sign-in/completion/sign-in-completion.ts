import { cookieOf } from '@gatewayops/access';
import { GatewayOpsError, SESSION_COOKIE } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { safeReturnPath } from '../../pages/return-path.js';
import { goTo } from '../../pages/send-page.js';
import { setSessionCookie } from '../../sessions/session-cookie.js';
import { placeOfSession, sessionIdOf } from '../../sessions/session-token.js';
import { MFA_OF_PERSON, SessionsService } from '../../sessions/sessions.service.js';
import { recordEverywhere, visitorOf } from '../people/person-audit.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { noteSignIn, readStanding, type Standing } from '../people/standing-rows.js';
import { SsoLookup, withReturn } from '../sso-lookup.js';
import { KnownDevices } from '../throttle/known-devices.js';
import { dropChallengeCookie, setChallengeCookie } from './challenge-cookie.js';
import { nextStep, placeOf } from './next-step.js';
import type { ProvenSignIn } from './proven-sign-in.js';
import { SignInChallenges } from './sign-in-challenges.js';

/** What happens after somebody has proven who they are: the same for each way to do so. */
@Injectable()
export class SignInCompletion {
  constructor(
    private readonly people: PersonTransactions,
    private readonly challenges: SignInChallenges,
    private readonly sessions: SessionsService,
    private readonly devices: KnownDevices,
    private readonly sso: SsoLookup,
  ) {}

  /**
   * Answers the request. Where a second factor is needed it goes to the page that asks for it, else it opens the session and
   * goes to `returnTo`, or to where an organisation is chosen.
   */
  async finish(request: FastifyRequest, reply: FastifyReply, proven: ProvenSignIn): Promise<void> {
    const elsewhere = proven.methods.includes('sso') ? null : await this.sso.requires(proven.userId);
    if (elsewhere !== null) return goTo(reply, withReturn(elsewhere.url, proven.returnTo));
    const standing = await this.people.read(proven.userId, (manager) => readStanding(manager, proven.userId));
    const orgId = placeOf(await this.whereTheyWere(request, proven), standing);
    const step = nextStep(proven, standing, orgId);
    if (step !== null) {
      setChallengeCookie(reply, await this.challenges.open({ ...proven, orgId, step }));
      return goTo(reply, `/signin/${step}`);
    }
    const bySso = proven.methods.includes('sso');
    const mfaOf = !proven.methods.includes('mfa') ? '' : bySso ? (proven.orgId ?? '') : MFA_OF_PERSON;
    await this.enter(request, reply, { ...proven, orgId, mfaOf, standing });
  }

  /** As `finish`, for who has also proven a second factor to us: `methods` names both. */
  async finishWithSecondFactor(request: FastifyRequest, reply: FastifyReply, proven: ProvenSignIn): Promise<void> {
    const standing = await this.people.read(proven.userId, (manager) => readStanding(manager, proven.userId));
    const methods = [...new Set([...proven.methods, 'mfa'])];
    const entry = { ...proven, methods, orgId: placeOf(proven, standing), mfaOf: MFA_OF_PERSON, standing };
    await this.enter(request, reply, entry);
  }

  private async enter(request: FastifyRequest, reply: FastifyReply, entry: Entry): Promise<void> {
    const { userId, email, name, orgId, methods, mfaOf, epoch, standing } = entry;
    const actor = visitorOf(request, { id: userId, email });
    await this.people.change(userId, async (manager) => {
      await noteSignIn(manager, userId, orgId);
      const orgIds = orgId === null ? standing.places.map((place) => place.org_id) : [orgId];
      const details = { methods: [...methods] };
      await recordEverywhere(manager, orgIds, { actor, action: 'user.login', resourceId: userId, details });
    });

    const token = await this.sessions.open({
      userId,
      email,
      name,
      orgId,
      methods,
      mfaOf,
      ipAddress: request.ip,
      userAgent: actor.userAgent,
      epoch,
    });
    await this.endFormer(request);
    setSessionCookie(reply, token);
    this.devices.remember(request, reply, userId);
    dropChallengeCookie(reply);
    const mustChoose = orgId === null && standing.places.length > 1;
    goTo(
      reply,
      mustChoose ? `/account?return_to=${encodeURIComponent(entry.returnTo)}` : safeReturnPath(entry.returnTo),
    );
  }

  /** Who only confirms that it is them goes on in the same organisation. */
  private async whereTheyWere(request: FastifyRequest, proven: ProvenSignIn): Promise<ProvenSignIn> {
    const token = cookieOf(request.headers.cookie, SESSION_COOKIE);
    if (proven.orgId !== null || token === undefined) return proven;
    const former = await this.sessions.authenticate(token);
    if (!former.valid || former.session.userId !== proven.userId) return proven;
    return { ...proven, orgId: former.session.orgId ?? former.session.hurdle?.orgId ?? null };
  }

  /** The browser has one session: what was there before, whosever it was, is not left behind. */
  private async endFormer(request: FastifyRequest): Promise<void> {
    const former = placeOfSession(cookieOf(request.headers.cookie, SESSION_COOKIE) ?? '');
    if (former === null) return;
    try {
      await this.sessions.end(former.userId, sessionIdOf(former.digest));
    } catch (error) {
      if (!(error instanceof GatewayOpsError) || error.code !== 'not_found') throw error;
    }
  }
}

interface Entry extends ProvenSignIn {
  mfaOf: string;
  standing: Standing;
}
