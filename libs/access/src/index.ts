export { AccessGuard, AdminToken, Requires } from './guard/access-guard.js';
export { AccessModule, type AccessOptions } from './guard/access-module.js';
export { Caller, type CallerIdentity } from './guard/caller.js';
export { OrganizationDirectory } from './guard/organization-directory.js';
export { KeyAuthenticator, type KeyAuthenticatorOptions } from './keys/key-authenticator.js';
