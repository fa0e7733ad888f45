import { Injectable } from '@nestjs/common';
import { SsoAddresses } from '../connections/sso-addresses.js';
import { SsoFailure } from '../flow/sso-failure.js';
import { SsoFlows, type SsoTicket } from '../flow/sso-flows.js';
import { CLOCK_SKEW_MS } from './saml-assertion.js';
import { SamlAnswers, type SamlStored } from './saml-answers.js';

/** Takes in what a provider posts: once, and as the answer to a request of ours unless it may begin by itself. */
@Injectable()
export class SamlReceipts {
  constructor(
    private readonly answers: SamlAnswers,
    private readonly flows: SsoFlows,
    private readonly addresses: SsoAddresses,
  ) {}

  addressesOf(id: string): { entityId: string; acsUrl: string; sloUrl: string } {
    const { addresses } = this;
    return { entityId: addresses.entityId(id), acsUrl: addresses.acsUrl(id), sloUrl: addresses.sloUrl(id) };
  }

  /** @param relayState a path of ours, for a sign-in that the provider began @throws SsoFailure */
  async accept(connection: SamlStored, message: string, relayState: string): Promise<SsoTicket> {
    const assertion = await this.answers.verify(connection, message);
    const { id: connectionId } = connection;
    if (!(await this.flows.firstSight(`${connectionId} ${assertion.id}`, assertion.notOnOrAfterMs + CLOCK_SKEW_MS)))
      throw new SsoFailure('the assertion was used before');
    const common = { connectionId, type: 'saml' as const, identity: assertion.identity };
    if (assertion.inResponseTo === null) {
      if (!connection.provider.allow_idp_initiated)
        throw new SsoFailure('the provider began the sign-in, which this connection does not allow');
      // No browser of ours has asked: whoever sits there is asked before they are signed in.
      return { ...common, browser: null, returnTo: relayState, test: false, confirm: true };
    }
    const flow = await this.flows.take(assertion.inResponseTo);
    if (flow === null) throw new SsoFailure('the request that it answers is unknown, too old or was answered before');
    if (flow.connectionId !== connectionId) throw new SsoFailure('the request that it answers is another connection’s');
    const { browser, returnTo, test, confirm } = flow;
    return { ...common, browser, returnTo, test, confirm };
  }
}
