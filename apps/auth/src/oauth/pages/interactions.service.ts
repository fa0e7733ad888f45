import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayOpsError, type PersonSession } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { errors } from 'oidc-provider';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../changes/actor.js';
import { OrganizationsService } from '../../organizations/organizations.service.js';
import { accountIdOf } from '../server/account.js';
import { AuthorizationServer } from '../server/authorization-server.js';
import { isOnOwnMachine } from '../server/redirect-uris.js';
import { Resources } from '../server/resources.js';
import { DYNAMIC_PREFIX, OAuthClients } from '../store/oauth-clients.js';
import { GrantsService } from '../store/grants.service.js';
import type { ConsentQuestion } from './consent-page.js';

/** One request of a browser at an authorization that is under way. */
export interface Browser {
  request: IncomingMessage;
  response: ServerResponse;
  uid: string;
}

/** Somebody who works in an organisation. */
type Member = PersonSession & { orgId: string };

/** What clients ask of people, and what people answer. */
@Injectable()
export class InteractionsService {
  constructor(
    private readonly server: AuthorizationServer,
    private readonly grants: GrantsService,
    private readonly clients: OAuthClients,
    private readonly resources: Resources,
    private readonly organizations: OrganizationsService,
  ) {}

  /** The question to ask; or, where it was answered before, where to go on. */
  async ask(browser: Browser, person: PersonSession): Promise<ConsentQuestion | { goTo: string }> {
    const member = memberOf(person);
    const asked = await this.asked(browser, member);
    const { params, question } = asked;
    const isKnown = question.scopes.every((scope) => question.granted.includes(scope));
    const mayPretend = question.client.registeredBy === 'document' && isOnOwnMachine(question.redirectUri);
    const mustAsk = String(params['prompt'] ?? '').split(' ').includes('consent') && !isKnown; // prettier-ignore
    if (!isKnown || mayPretend || mustAsk) return question;
    return { goTo: await this.finish(browser, member, asked) };
  }

  /** Where the browser goes on to. */
  async answer(browser: Browser, person: PersonSession, actor: Actor, answer: 'allow' | 'deny'): Promise<string> {
    const member = memberOf(person);
    const asked = await this.asked(browser, member);
    if (answer === 'deny') {
      const refusal = { error: 'access_denied', error_description: 'the person said no' };
      return this.server.provider.interactionResult(browser.request, browser.response, refusal);
    }
    const location = await this.finish(browser, member, asked, actor);
    return location;
  }

  private async asked({ request, response, uid }: Browser, person: Member) {
    const interaction = await this.server.provider.interactionDetails(request, response).catch(refuseUnknown);
    // The cookie says which one this browser began: no other can be answered here.
    if (interaction.uid !== uid) throw new GatewayOpsError('not_found', { message: EXPIRED });
    const { params } = interaction;
    const clientId = String(params['client_id']);
    const client = await this.server.provider.Client.find(clientId);
    const endpoint = this.resources.find(String(params['resource'] ?? ''));
    if (client === undefined || endpoint === null) throw new GatewayOpsError('not_found', { message: EXPIRED });
    const owner = await this.clients.organizationOf(clientId);
    if (owner !== null && owner !== person.orgId) throw new GatewayOpsError('forbidden', { message: NOT_YOURS });
    const before = await this.grants.findOf(person.orgId, { userId: person.userId, clientId, resource: endpoint.uri });
    const question: ConsentQuestion = {
      uid,
      client: { id: clientId, name: client.clientName ?? clientId, registeredBy: registeredBy(clientId, owner) },
      redirectUri: String(params['redirect_uri']),
      endpoint,
      scopes: String(params['scope'] ?? '').split(' ').filter((scope) => scope !== ''), // prettier-ignore
      granted: before?.scopes ?? [],
      person: {
        email: person.email,
        organization: (await this.organizations.get(person.orgId)).name,
        csrfToken: person.csrfToken,
      },
    };
    return { params, question, grantId: before?.id };
  }

  private async finish(
    { request, response }: Browser,
    person: Member,
    { params, question, grantId }: Awaited<ReturnType<InteractionsService['asked']>>,
    consent?: Actor,
  ): Promise<string> {
    const { provider } = this.server;
    const accountId = accountIdOf(person);
    const { client, endpoint, scopes } = question;
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
    const grant = known ?? new provider.Grant({ accountId, clientId: client.id });
    grant.jti ??= uuidv7();
    grant.addResourceScope(String(params['resource']), scopes.join(' '));
    // A grant that is widened has to keep what it had.
    if (known !== undefined) grant.addResourceScope(endpoint.uri, [...question.granted, ...scopes].join(' '));
    const id = await grant.save();
    if (consent !== undefined) {
      const details = { client: client.name.slice(0, 200), client_id: client.id, resource: endpoint.uri, scopes: scopes.join(' ') }; // prettier-ignore
      await this.grants.recordConsent(person.orgId, consent, { grantId: id, ...details });
    }
    return provider.interactionResult(request, response, {
      login: { accountId, remember: false },
      consent: { grantId: id },
    });
  }
}

const EXPIRED =
  'This sign-in has expired, or was begun in another browser. Go back to the application and start again.';
const NOT_YOURS = 'This application belongs to another organisation than the one you work in now.';

function memberOf(person: PersonSession): Member {
  if (person.orgId !== null && person.access !== null) return { ...person, orgId: person.orgId };
  throw new GatewayOpsError('forbidden', { message: 'Choose the organisation to work in first, then start again.' });
}

function refuseUnknown(error: unknown): never {
  if (error instanceof errors.SessionNotFound)
    throw new GatewayOpsError('not_found', { message: EXPIRED, cause: error });
  throw error;
}

function registeredBy(clientId: string, owner: string | null): ConsentQuestion['client']['registeredBy'] {
  if (owner !== null) return 'organization';
  return clientId.startsWith(DYNAMIC_PREFIX) ? 'itself' : 'document';
}
