import { GatewayOpsError } from '@gatewayops/contracts';
import { TenantTransactions } from '@gatewayops/postgres';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionStore } from '../../sessions/session-store.js';
import { GuessGate } from '../throttle/guess-gate.js';
import type { Attempt } from '../throttle/sliding-windows.js';
import { findPerson, readPerson, type FoundPerson, type Person } from './person-rows.js';

/** Of nobody: read all the same, so that it takes as long. */
const NOBODY = '00000000-0000-7000-8000-000000000000';

export interface PersonAtDoor {
  /** Null where nobody has the address. */
  found: FoundPerson | null;
  epoch: string;
}

/** Reads people for sign-ins, with the epoch of their sessions before anything is checked. */
@Injectable()
export class PersonReader {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly store: SessionStore,
    private readonly gate: GuessGate,
  ) {}

  /** Who has an address, and what their password is compared with. */
  async find(email: string): Promise<PersonAtDoor> {
    const lookUp = () => this.tenants.runWithoutOrganization((manager) => findPerson(manager, email));
    const epoch = await this.store.epochOf((await lookUp())?.id ?? NOBODY);
    // Once more: a password that is changed meanwhile ends all sessions, and the one of before must open none after that.
    return { found: await lookUp(), epoch };
  }

  /** @throws GatewayOpsError `invalid_token` where they are gone */
  async read(userId: string): Promise<{ person: Person; epoch: string }> {
    const epoch = await this.store.epochOf(userId);
    const person = await this.tenants.runWithoutOrganization((manager) => readPerson(manager, userId));
    if (person === null) throw new GatewayOpsError('invalid_token');
    return { person, epoch };
  }

  /** For passkeys, which say whose they are only when they are read. @throws GatewayOpsError `rate_limited` */
  admitPasskey(request: FastifyRequest): Promise<Attempt> {
    return this.gate.admitSource(request, null);
  }
}
