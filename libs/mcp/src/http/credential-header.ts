import type { RuntimeCredential } from '@gatewayops/contracts';
import { Buffer } from 'node:buffer';

/** The Authorization header of a server that takes tokens, as it is right now; null while there is none. */
export type AuthorizationSource = () => string | null;

export type CredentialHeader = readonly [name: string, value: string];

/** The header that a server's credential is, where it is one. */
export function credentialHeader(
  credential: RuntimeCredential,
  authorization: AuthorizationSource | null,
): CredentialHeader | null {
  switch (credential.type) {
    case 'bearer':
      return ['authorization', `Bearer ${credential.token}`];
    case 'basic': {
      const pair = Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
      return ['authorization', `Basic ${pair}`];
    }
    case 'header':
      return [credential.name.toLowerCase(), credential.value];
    case 'token': {
      const value = authorization?.() ?? null;
      return value === null ? null : ['authorization', value];
    }
    default:
      return null;
  }
}

/** The name of the header that a credential sets; null where it sets none. */
export function credentialHeaderName(credential: RuntimeCredential): string | null {
  if (credential.type === 'header') return credential.name.toLowerCase();
  return ['bearer', 'basic', 'token'].includes(credential.type) ? 'authorization' : null;
}

/** What a TLS connection to the server begins with, where its credential is a certificate. */
export function tlsOptions(credential: RuntimeCredential): { cert: string; key: string; ca?: string } | null {
  if (credential.type !== 'mtls') return null;
  const { certificate: cert, key, ca } = credential;
  return { cert, key, ...(ca === null ? {} : { ca }) };
}
