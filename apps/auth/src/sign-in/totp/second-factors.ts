import { GatewayOpsError } from '@gatewayops/contracts';
import type { EntityManager } from '@gatewayops/postgres';
import { SealedSecret, SecretBox } from '@gatewayops/service';
import { Injectable } from '@nestjs/common';
import { PersonTransactions } from '../people/person-transactions.js';
import { readFactors } from '../people/standing-rows.js';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';
import { newTotpSecret, stepOfCode, totpUri } from './totp.js';
import { readTotpForUpdate, replaceRecoveryCodes, setLastStep, storeTotp, useRecoveryCode } from './totp-rows.js';

/** What the page that sets up an authenticator app needs. */
export interface TotpSetup {
  secret: string;
  uri: string;
  /** The secret for the form, which nobody else can read or make, or use for somebody else. */
  sealed: string;
}

/** Where the secret of somebody's app is kept; it opens nowhere else. */
export const placeOfTotp = (userId: string): string => `person:${userId}:totp`;
const enrolmentOf = (userId: string): string => `person:${userId}:totp-enrolment`;

/** Authenticator apps (RFC 6238) and recovery codes. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly people: PersonTransactions,
    private readonly box: SecretBox,
  ) {}

  newTotp(userId: string, email: string): TotpSetup {
    return this.setupOf(userId, email, newTotpSecret());
  }

  /** The set-up that a form carries back. @throws GatewayOpsError `validation_error` where it is not of this person */
  setupFrom(userId: string, email: string, sealed: string): TotpSetup {
    try {
      const parsed = SealedSecret.parse(JSON.parse(sealed));
      return this.setupOf(userId, email, this.box.open(parsed, enrolmentOf(userId)));
    } catch (cause) {
      throw new GatewayOpsError('validation_error', { message: 'That was not set up here. Begin again.', cause });
    }
  }

  /**
   * Stores an app that has shown a right code. Null where the code is wrong; else the recovery codes that were made with the
   * first second factor, which are shown this once.
   */
  async enrolTotp(manager: EntityManager, userId: string, setup: TotpSetup, code: string): Promise<string[] | null> {
    const step = await stepOfCode(setup.secret, digitsOf(code));
    if (step === null) return null;
    await storeTotp(manager, userId, this.box.seal(setup.secret, placeOfTotp(userId)), step);
    return this.recoveryCodesFor(manager, userId);
  }

  /** Makes recovery codes where somebody has none that are left. */
  async recoveryCodesFor(manager: EntityManager, userId: string): Promise<string[]> {
    const { recovery_codes } = await readFactors(manager);
    return recovery_codes > 0 ? [] : this.replaceRecoveryCodes(manager, userId);
  }

  async replaceRecoveryCodes(manager: EntityManager, userId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => recoveryCodeHash(code) as Buffer);
    await replaceRecoveryCodes(manager, userId, hashes);
    return codes;
  }

  /** Whether this is the app's code, and one that was not taken before. */
  takeTotpCode(userId: string, code: string): Promise<boolean> {
    return this.people.change(userId, async (manager) => {
      const stored = await readTotpForUpdate(manager);
      if (stored === null) return false;
      const step = await stepOfCode(
        this.box.open(stored.secret, placeOfTotp(userId)),
        digitsOf(code),
        stored.last_step,
      );
      if (step === null) return false;
      await setLastStep(manager, step);
      return true;
    });
  }

  /** Whether this is a recovery code that was not used before; how many are left then. */
  takeRecoveryCode(userId: string, code: string): Promise<{ left: number } | null> {
    const hash = recoveryCodeHash(code);
    return this.people.change(userId, async (manager) => {
      if (hash === null || !(await useRecoveryCode(manager, hash))) return null;
      return { left: (await readFactors(manager)).recovery_codes };
    });
  }

  private setupOf(userId: string, email: string, secret: string): TotpSetup {
    return {
      secret,
      uri: totpUri(secret, email),
      sealed: JSON.stringify(this.box.seal(secret, enrolmentOf(userId))),
    };
  }
}

/** Apps show codes in groups. */
export const digitsOf = (code: string): string => code.replaceAll(/\s/g, '');
