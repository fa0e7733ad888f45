import { OAuthFailure } from '@gatewayops/oauth-client';
import { Injectable } from '@nestjs/common';
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { IssuerKeys } from './issuer-keys.js';
import type { FoundIssuer } from './issuer-rows.js';

const CLOCK_SKEW_SECONDS = 30;
/** Keys that a token brings along or names an address for are nobody's proof (RFC 8725, sections 3.10; RFC 7515, section 10). */
const BROUGHT_KEYS = ['jwk', 'jku', 'x5u', 'x5c'];

/** What a kind of token has to be. */
export interface TokenKind {
  /** Values of `typ`, in lower case and without `application/`; an empty one where there need be none. */
  types: readonly string[];
  /** Whom it has to be for; null where whoever asks looks at that. */
  audience: string | null;
  secondsMax: number;
}

export type IssuerClaims = JWTPayload & { iss: string; sub: string; exp: number; iat: number };

export type Verified = { claims: IssuerClaims } | { refused: string; expired: boolean };

/** Whether tokens are an issuer's own (RFC 9068, section 4; RFC 8725). */
@Injectable()
export class IssuerTokens {
  constructor(private readonly keys: IssuerKeys) {}

  /** Signature, algorithm, type, issuer and times. Never throws: an issuer that fails is one whose tokens are refused. */
  async verify(token: string, { issuer, settings }: FoundIssuer, kind: TokenKind): Promise<Verified> {
    const place = { issuer, jwksUri: settings.jwks_uri };
    try {
      const problem = problemOfHeader(token, kind);
      if (problem !== null) return refuse(problem);
      const { payload } = await jwtVerify(
        token,
        async (header, input) => {
          const known = await this.keys.of(place);
          try {
            return await known.find(header, input);
          } catch (error) {
            if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
            return (await this.keys.again(place)).find(header, input);
          }
        },
        {
          algorithms: settings.algorithms,
          issuer,
          clockTolerance: CLOCK_SKEW_SECONDS,
          maxTokenAge: kind.secondsMax,
          requiredClaims: ['exp', 'iat', 'sub', 'aud'],
          ...(kind.audience === null ? {} : { audience: kind.audience }),
        },
      );
      // Of a token that is bound to a key, the bearer alone proves nothing (RFC 9449, section 7; RFC 8705, section 3).
      if (payload['cnf'] !== undefined) return refuse('it is bound to a key of its client (cnf)');
      if (typeof payload.sub !== 'string' || payload.sub === '') return refuse('it names no subject');
      return { claims: payload as IssuerClaims };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return refuse('it has expired, or is older than we take', true);
      return refuse(wordsOf(error));
    }
  }
}

const refuse = (refused: string, expired = false): Verified => ({ refused, expired });

function problemOfHeader(token: string, { types }: TokenKind): string | null {
  const header = decodeProtectedHeader(token);
  const brought = BROUGHT_KEYS.find((name) => name in header);
  if (brought !== undefined) return `its header brings a key of its own (${brought})`;
  const type = (typeof header.typ === 'string' ? header.typ : '').toLowerCase().replace(/^application\//, '');
  return types.includes(type) ? null : 'its type (typ) is another one';
}

/** In words for whoever set the issuer up. The library's errors name claims and checks, and nothing of the token. */
function wordsOf(error: unknown): string {
  if (error instanceof OAuthFailure) return `the issuer’s keys cannot be read: ${error.message}`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not one of those that are allowed';
  if (error instanceof errors.JWKSNoMatchingKey) return 'no key of the issuer’s has made its signature';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim \`${error.claim}\` is not right`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  return 'it is no token that can be read';
}
