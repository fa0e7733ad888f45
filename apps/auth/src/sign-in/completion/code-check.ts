import type { EntityManager } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PersonChanges, type ChangedPerson } from '../people/person-changes.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { SignInFailures } from '../people/sign-in-failures.js';
import { GuessGate } from '../throttle/guess-gate.js';
import type { Attempt } from '../throttle/sliding-windows.js';
import { SecondFactors } from '../totp/second-factors.js';

/** Looks at codes that people type as their second factor, within what may be guessed. */
@Injectable()
export class CodeCheck {
  constructor(
    private readonly people: PersonTransactions,
    private readonly factors: SecondFactors,
    private readonly gate: GuessGate,
    private readonly failures: SignInFailures,
    private readonly changes: PersonChanges,
  ) {}

  read<T>(userId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.people.read(userId, work);
  }

  /** @throws GatewayOpsError `rate_limited` */
  async takeTotp(request: FastifyRequest, person: ChangedPerson, code: string): Promise<boolean> {
    const guess = await this.gate.admit(request, { kind: 'code', account: person.id, userId: person.id });
    const right = await this.factors.takeTotpCode(person.id, code);
    if (right) await guess.giveBack();
    else await this.failures.record(request, person, 'otp');
    return right;
  }

  /** @throws GatewayOpsError `rate_limited` */
  async takeRecovery(request: FastifyRequest, person: ChangedPerson, code: string): Promise<boolean> {
    const attempt = await this.gate.admitSource(request, person.id);
    const taken = await this.factors.takeRecoveryCode(person.id, code);
    if (taken === null) {
      await this.failures.record(request, person, 'recovery');
      return false;
    }
    this.changes.tell(person, `A recovery code was used to sign in. You have ${taken.left} left.`);
    await attempt.giveBack();
    return true;
  }

  /** Give it back where it was right. @throws GatewayOpsError `rate_limited` */
  admitPasskey(request: FastifyRequest, userId: string): Promise<Attempt> {
    return this.gate.admitSource(request, userId);
  }
}
