import { Redis } from '@gatewayops/redis';
import { Logger, SecretBox } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuthGenerations } from '../changes/auth-generations.js';
import type { AuthEnvironment } from '../env.js';
import { Site } from '../pages/site.js';
import { SignedInService } from '../sessions/signed-in.service.js';
import { AccountController } from './account/account.controller.js';
import { FactorsController } from './account/factors.controller.js';
import { OwnFactors } from './account/factors.service.js';
import { SessionUpgrade } from './account/session-upgrade.js';
import { CodeCheck } from './completion/code-check.js';
import { EnrolController } from './completion/enrol.controller.js';
import { Enrolment } from './completion/enrolment.js';
import { FirstFactors } from './completion/first-factors.js';
import { SecondStep } from './completion/second-step.js';
import { SecondStepController } from './completion/second-step.controller.js';
import { SignInChallenges } from './completion/sign-in-challenges.js';
import { SignInCompletion } from './completion/sign-in-completion.js';
import { FactorResets } from './factor-resets/factor-resets.service.js';
import { AcceptanceController } from './invitations/acceptance.controller.js';
import { Acceptance } from './invitations/acceptance.service.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { LinkTokens } from './links/link-tokens.js';
import { LinksController } from './links/links.controller.js';
import { MailedLinks } from './links/mailed-links.js';
import { Postman } from './links/postman.js';
import { SessionEnds } from './people/session-ends.js';
import { SignInController } from './pages/sign-in.controller.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { Passkeys, RelyingParty } from './passkeys/passkeys.service.js';
import { BreachedPasswords } from './passwords/breached-passwords.js';
import { PasswordChange } from './passwords/password-change.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordRules } from './passwords/password-rules.js';
import { PasswordSignIn } from './passwords/password-sign-in.js';
import { PersonChanges } from './people/person-changes.js';
import { PersonReader } from './people/person-reader.js';
import { PersonTransactions } from './people/person-transactions.js';
import { SignInFailures } from './people/sign-in-failures.js';
import { GuessGate } from './throttle/guess-gate.js';
import { KnownDevices } from './throttle/known-devices.js';
import { SignInThrottle } from './throttle/sign-in-throttle.js';
import { SlidingWindows } from './throttle/sliding-windows.js';
import { FactorSetup } from './totp/factor-setup.js';
import { SecondFactors } from './totp/second-factors.js';

/** How people sign in, and what they prove who they are with. */
@Module({})
export class SignInModule {
  static of(environment: AuthEnvironment): DynamicModule {
    const {
      PUBLIC_URL,
      DASHBOARD,
      SIGN_IN_NOTE,
      KEY_PEPPER,
      MASTER_KEY,
      MASTER_KEYS_PREVIOUS,
      BREACHED_PASSWORDS_URL,
    } = environment;
    return {
      module: SignInModule,
      global: true,
      controllers: [
        SignInController,
        LinksController,
        SecondStepController,
        EnrolController,
        AccountController,
        FactorsController,
        AcceptanceController,
      ],
      providers: [
        { provide: Site, useValue: new Site(DASHBOARD === 'served', SIGN_IN_NOTE ?? null) },
        { provide: RelyingParty, useValue: new RelyingParty(PUBLIC_URL) },
        { provide: KnownDevices, useValue: new KnownDevices(KEY_PEPPER) },
        { provide: PasswordHasher, useValue: new PasswordHasher() },
        { provide: SecretBox, useValue: new SecretBox(MASTER_KEY, MASTER_KEYS_PREVIOUS) },
        {
          provide: PasskeyChallenges,
          inject: [Redis],
          useFactory: (redis: Redis) => new PasskeyChallenges(redis, KEY_PEPPER),
        },
        {
          provide: BreachedPasswords,
          inject: [Logger],
          useFactory: (logger: Logger) => new BreachedPasswords(BREACHED_PASSWORDS_URL, logger),
        },
        PersonTransactions, PersonReader, PersonChanges, SignInFailures, SlidingWindows, SignInThrottle, GuessGate,
        PasswordRules, PasswordSignIn, PasswordChange, SessionEnds, LinkTokens, Postman, MailedLinks, Passkeys, SecondFactors,
        FactorSetup, CodeCheck, SignInChallenges, SignInCompletion, FirstFactors, SecondStep, Enrolment, OwnFactors,
        SessionUpgrade, InvitationsService, FactorResets, Acceptance, SignedInService, AuthGenerations,
      ], // prettier-ignore
      exports: [PersonTransactions, SignInCompletion, InvitationsService, FactorResets, SignedInService],
    };
  }
}
