export {
  beginAuthorization,
  finishAuthorization,
  type AuthorizationRequest,
  type BegunAuthorization,
} from './authorization.js';
export { AuthorizationServer, discoverAuthorizationServer } from './authorization-server.js';
export { parseChallenge, type Challenge } from './challenge.js';
export { ClientIdentity } from './client-identity.js';
export { guardedFetch, type AddressCheck, type Fetch, type GuardedFetchOptions } from './guarded-fetch.js';
export { OAuthFailure, type OAuthFailureReason } from './oauth-failure.js';
export { discoverResource, type ProtectedResource } from './protected-resource.js';
export { registerClient, registrationWay, type RegistrationWay } from './registration.js';
export { requestClientCredentials, refreshTokens, revokeToken, TokenSet } from './tokens.js';
