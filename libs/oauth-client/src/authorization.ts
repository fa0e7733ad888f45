import * as client from 'openid-client';
import { configurationOf, asOAuthFailure } from './configuration.js';
import { OAuthFailure } from './oauth-failure.js';
import { granted, type TokenParty, type TokenSet } from './tokens.js';

export interface AuthorizationRequest {
  redirectUri: string;
  resource: string;
  /** Between spaces; empty leaves it to the server. */
  scope: string;
}

/** What has to be kept, in secret, until the answer comes. */
export interface BegunAuthorization {
  url: string;
  state: string;
  codeVerifier: string;
}

/**
 * The address to send a person to: code, PKCE with S256, `resource`, `state` (OAuth 2.1; MCP 2026-07-28, Authorization).
 * @throws OAuthFailure `unsafe` where the server does not say that it supports S256, `discovery` where it has no such endpoint
 */
export async function beginAuthorization(
  party: TokenParty,
  { redirectUri, resource, scope }: AuthorizationRequest,
): Promise<BegunAuthorization> {
  const { server } = party;
  if (!server.code_challenge_methods_supported?.includes('S256')) {
    throw new OAuthFailure('unsafe', 'The authorization server does not support PKCE with S256.');
  }
  if (server.authorization_endpoint === undefined) {
    throw new OAuthFailure('discovery', 'The authorization server has no authorization endpoint.');
  }
  const codeVerifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const configuration = await configurationOf(server, party.identity, party.fetch);
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    resource,
    state,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(scope === '' ? {} : { scope }),
    // Without it no refresh token is given (OpenID Connect Core, section 11).
    ...(scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
  });
  return { url: url.href, state, codeVerifier };
}

/**
 * Takes the answer that a browser brought and asks for tokens. The answer's `iss` is held against the issuer that was asked
 * before anything else of it is believed, errors too (RFC 9207, section 2.4).
 * @param answerUrl the redirect URI with the parameters of the answer
 * @throws OAuthFailure `mix_up` for another state or issuer, `refused` where person or server said no
 */
export async function finishAuthorization(
  party: TokenParty,
  answerUrl: URL,
  begun: { state: string; codeVerifier: string; resource: string },
): Promise<TokenSet> {
  const answer = answerUrl.searchParams;
  for (const name of ['state', 'iss', 'code', 'error']) {
    if (answer.getAll(name).length > 1) throw mixUp(`The answer has more than one \`${name}\`.`);
  }
  const issuer = answer.get('iss');
  const isPromised = party.server.authorization_response_iss_parameter_supported === true;
  if (issuer === null ? isPromised : issuer !== party.server.issuer) {
    throw mixUp('The answer comes from another authorization server than was asked.');
  }
  if (answer.get('state') !== begun.state) throw mixUp('The answer belongs to another request.');
  return granted(party, (configuration) =>
    client.authorizationCodeGrant(
      configuration,
      answerUrl,
      { expectedState: begun.state, pkceCodeVerifier: begun.codeVerifier },
      { resource: begun.resource },
    ),
  ).catch((error: unknown) => {
    throw asOAuthFailure(error);
  });
}

const mixUp = (message: string): OAuthFailure => new OAuthFailure('mix_up', message);
