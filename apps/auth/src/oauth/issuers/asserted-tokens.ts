import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { importJWK, SignJWT } from 'jose';
import { errors } from 'oidc-provider';
import { SIGNING_ALGORITHM, SigningKeys } from '../server/signing-keys.js';

/** How long an access token for an assertion is good: the organisation's provider decides anew after that. */
const TOKEN_SECONDS = 600;

export interface AssertedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

export interface Allowed {
  orgId: string;
  userId: string;
  issuerId: string;
  clientId: string;
  audience: string;
  scopes: readonly string[];
}

/** Access tokens of ours that stand on an assertion (RFC 9068, section 2.2), with no refresh token beside them. */
@Injectable()
export class AssertedTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** @param own our issuer */
  async issue(own: string, allowed: Allowed): Promise<AssertedToken> {
    const [key] = this.keys.current.keys;
    if (key?.kid === undefined) throw new errors.TemporarilyUnavailable('no key that signs can be read');
    const scope = allowed.scopes.join(' ');
    const { orgId, clientId, issuerId } = allowed;
    const token = await new SignJWT({ scope, client_id: clientId, org_id: orgId, issuer_id: issuerId })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: 'at+jwt', kid: key.kid })
      .setIssuer(own)
      .setSubject(allowed.userId)
      .setAudience(allowed.audience)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS}s`)
      .sign(await importJWK(key, SIGNING_ALGORITHM));
    return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS, scope };
  }
}
