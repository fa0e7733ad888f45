import { GatewayOpsError } from '@gatewayops/contracts';
import { TenantTransactions, type EntityManager } from '@gatewayops/postgres';
import { Logger } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse, type AuthenticationResponseJSON, type RegistrationResponseJSON } from '@simplewebauthn/server'; // prettier-ignore
import { parse, v7 as uuidv7 } from 'uuid';
import type { Person } from '../people/person-rows.js';
import { PersonTransactions } from '../people/person-transactions.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { findPasskeyOwner, insertPasskey, listPasskeys, notePasskeyUse, readPasskey, type Passkey } from './passkey-rows.js'; // prettier-ignore
import { AuthenticationResponse, RegistrationResponse } from './webauthn-messages.js';

/** The site that passkeys are for: the host of `PUBLIC_URL`. */
export class RelyingParty {
  readonly id: string;

  constructor(readonly origin: string) {
    this.id = new URL(origin).hostname;
  }
}

export interface UsedPasskey {
  userId: string;
  /** Whether the authenticator asked for a PIN, a finger or a face: then it was two factors. */
  userVerified: boolean;
}

/** Passkeys (WebAuthn level 3): made, and asked for. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly site: RelyingParty,
    private readonly challenges: PasskeyChallenges,
    private readonly tenants: TenantTransactions,
    private readonly people: PersonTransactions,
    private readonly logger: Logger,
  ) {}

  /** What the browser is asked for to make one. */
  async registrationOptions(person: Person, existing: readonly Passkey[], purpose: string): Promise<string> {
    const options = await generateRegistrationOptions({
      rpName: 'GatewayOps',
      rpID: this.site.id,
      userID: new Uint8Array(parse(person.id)),
      userName: person.email,
      userDisplayName: person.name ?? person.email,
      challenge: this.challenges.issue(purpose),
      attestationType: 'none',
      excludeCredentials: existing.map(({ credential_id }) => ({ id: credential_id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  /**
   * Stores a passkey that a browser has made.
   * @throws GatewayOpsError `validation_error` where it was not made for this, `conflict` where there are too many
   */
  async register(manager: EntityManager, userId: string, made: { response: string; name: string }, purpose: string) {
    const response = RegistrationResponse.safeParse(made.response);
    const info = response.success ? await this.verifyNew(response.data as RegistrationResponseJSON, purpose) : null;
    if (info === null) throw new GatewayOpsError('validation_error', { message: 'That passkey could not be added. Try again.' }); // prettier-ignore
    const { credential, credentialBackedUp } = info;
    const { id: credentialId, publicKey, counter, transports = [] } = credential;
    const key = { id: uuidv7(), userId, credentialId, publicKey, counter, transports, name: made.name };
    const stored = await insertPasskey(manager, { ...key, backedUp: credentialBackedUp });
    if (!stored) throw new GatewayOpsError('conflict', { message: 'You have 20 passkeys. Remove one first.' });
  }

  /** What the browser is asked for to use one: any that it has for us, or one of `allowed`. */
  async authenticationOptions(purpose: string, allowed: readonly Passkey[] = []): Promise<string> {
    const options = await generateAuthenticationOptions({
      rpID: this.site.id,
      challenge: this.challenges.issue(purpose),
      userVerification: allowed.length === 0 ? 'required' : 'preferred',
      allowCredentials: allowed.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    });
    return JSON.stringify(options);
  }

  /** Who has proven with a passkey who they are; null where that is no proof. */
  async authenticate(message: string, purpose: string): Promise<UsedPasskey | null> {
    const parsed = AuthenticationResponse.safeParse(message);
    if (!parsed.success) return null;
    const response = parsed.data as AuthenticationResponseJSON;
    const userId = await this.tenants.runWithoutOrganization((manager) => findPasskeyOwner(manager, response.id));
    if (userId === null) return null;
    return this.people.change(userId, async (manager) => {
      const key = await readPasskey(manager, response.id);
      const info = key && (await this.verifyUse(response, key, purpose));
      if (!key || !info) return null;
      await notePasskeyUse(manager, key.credential_id, info.newCounter);
      return { userId, userVerified: info.userVerified };
    });
  }

  listOf(manager: EntityManager): Promise<Passkey[]> {
    return listPasskeys(manager);
  }

  private async verifyNew(response: RegistrationResponseJSON, purpose: string) {
    try {
      const { registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: (challenge) => this.challenges.redeem(challenge, purpose),
        expectedOrigin: this.site.origin,
        expectedRPID: this.site.id,
        requireUserVerification: true,
      });
      return registrationInfo ?? null;
    } catch (error) {
      this.logger.debug({ error }, 'a passkey was not added');
      return null;
    }
  }

  private async verifyUse(response: AuthenticationResponseJSON, key: Passkey, purpose: string) {
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.challenges.redeem(challenge, purpose),
        expectedOrigin: this.site.origin,
        expectedRPID: this.site.id,
        credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
        requireUserVerification: false,
      });
      return verified ? authenticationInfo : null;
    } catch (error) {
      this.logger.debug({ error }, 'a passkey was refused');
      return null;
    }
  }
}
