import { Injectable } from '@nestjs/common';
import { SsoOutcomes } from './sso-outcomes.js';
import { SsoRefusals } from './sso-refusals.js';

/** What comes after a provider's answer, whichever way it goes. */
@Injectable()
export class SsoAfter {
  constructor(
    readonly outcomes: SsoOutcomes,
    readonly refusals: SsoRefusals,
  ) {}
}
