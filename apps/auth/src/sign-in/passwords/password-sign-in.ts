import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PersonReader, type PersonAtDoor } from '../people/person-reader.js';
import { replacePasswordHash, type FoundPerson } from '../people/person-rows.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { SignInFailures } from '../people/sign-in-failures.js';
import { GuessGate } from '../throttle/guess-gate.js';
import { PasswordHasher } from './password-hasher.js';
import { normalPassword } from './password-rules.js';

type Admitted = Awaited<ReturnType<GuessGate['admit']>>;

interface Given {
  email: string;
  password: string;
}

/** Looks at passwords that people sign in with. */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly people: PersonTransactions,
    private readonly reader: PersonReader,
    private readonly gate: GuessGate,
    private readonly hasher: PasswordHasher,
    private readonly failures: SignInFailures,
  ) {}

  /**
   * Whose address and password these are; null where they do not belong together, or nobody has the address, after as long.
   * What comes from a browser in which nobody is known is held to the limits before anybody is looked up for it.
   * @throws GatewayOpsError `rate_limited` before anything is computed; `service_unavailable` where too many are compared
   */
  async find(request: FastifyRequest, given: Given): Promise<(FoundPerson & { epoch: string }) | null> {
    if (this.gate.mayBeKnown(request)) {
      const person = await this.reader.find(given.email);
      return this.compare(request, given, person, await this.admit(request, given, person.found));
    }
    this.hasher.refuseIfFull('stranger');
    const guess = await this.admit(request, given, null);
    return this.compare(request, given, await this.reader.find(given.email), guess);
  }

  private async compare(request: FastifyRequest, given: Given, { found, epoch }: PersonAtDoor, guess: Admitted) {
    const normal = normalPassword(given.password);
    const right = await this.hasher.matches(normal, found?.password_hash ?? null, guess.known ? 'known' : 'stranger');
    if (!right) await this.failures.record(request, { id: found?.id ?? null, email: given.email }, 'pwd');
    else await Promise.all([guess.giveBack(), this.rehash(found, normal)]);
    return right && found !== null ? { ...found, epoch } : null;
  }

  private admit(request: FastifyRequest, { email }: Given, found: FoundPerson | null): Promise<Admitted> {
    return this.gate.admit(request, { kind: 'password', account: email, userId: found?.id ?? null });
  }

  private async rehash(found: FoundPerson | null, password: string): Promise<void> {
    const before = found?.password_hash;
    if (!found || !before || !this.hasher.isOutdated(before)) return;
    const after = await this.hasher.hash(password);
    await this.people.change(found.id, (manager) => replacePasswordHash(manager, before, after));
  }
}
