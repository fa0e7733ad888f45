import { narrowScopes } from '@gatewayops/domain';
import { Injectable } from '@nestjs/common';
import { Resources } from '../server/resources.js';
import type { FoundIssuer } from './issuer-rows.js';
import { IssuerSubjects, type IssuerSubject } from './issuer-subjects.js';
import { IssuerTokens, type IssuerClaims, type TokenKind } from './issuer-tokens.js';

const DAY_SECONDS = 86_400;
/** Few issuers write `at+jwt` (RFC 9068, section 2.1); what is something else by name is none. */
const ACCESS_TOKEN: TokenKind = { types: ['at+jwt', 'jwt', ''], audience: null, secondsMax: DAY_SECONDS };

/** A token that an organisation takes, and what it allows there. */
export interface Accepted {
  issuer: FoundIssuer;
  claims: IssuerClaims;
  subject: IssuerSubject;
  /** Endpoints that it is for. */
  resources: string[];
  scopes: string[];
}

export type Judgement = { accepted: Accepted } | { refused: string; expired: boolean };

/** Holds access tokens against organisations' issuers. */
@Injectable()
export class IssuerJudge {
  constructor(
    private readonly tokens: IssuerTokens,
    private readonly subjects: IssuerSubjects,
    private readonly resources: Resources,
  ) {}

  /** What each organisation that may be meant says to an access token. */
  async ofAll(token: string): Promise<Judgement[]> {
    const issuers = await this.subjects.candidates(token);
    return Promise.all(issuers.map((issuer) => this.of(issuer, token)));
  }

  async of(issuer: FoundIssuer, token: string): Promise<Judgement> {
    if (!issuer.settings.access_tokens) return refuse('access tokens of this issuer are not taken');
    const verified = await this.tokens.verify(token, issuer, ACCESS_TOKEN);
    if ('refused' in verified) return verified;
    const { claims } = verified;
    const resources = audiencesOf(claims).filter((audience) => this.resources.find(audience)?.uri === audience);
    if (resources.length === 0) return refuse('its audience (aud) is no MCP endpoint of the gateway');
    const subject = await this.subjects.of(issuer, claims);
    if (subject === null) return refuse('it names nobody whom this organisation may speak for');
    return { accepted: { issuer, claims, subject, resources, scopes: scopesOf(issuer, claims) } };
  }
}

const refuse = (refused: string): Judgement => ({ refused, expired: false });

const AUDIENCES_MAX = 20;
const audiencesOf = ({ aud }: IssuerClaims): string[] =>
  Array.isArray(aud) ? aud.slice(0, AUDIENCES_MAX) : [aud ?? ''];

/** What a token asks for (`scope` of RFC 9068, `scp` of some issuers), within what the organisation allows. */
export function scopesOf({ settings }: FoundIssuer, claims: Readonly<Record<string, unknown>>): string[] {
  const asked = wordsOf(claims['scope'] ?? claims['scp']);
  const isAsked = asked.some((scope) => scope === 'mcp' || scope.startsWith('mcp:'));
  return narrowScopes(isAsked ? asked : settings.default_scopes, settings.scopes);
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ');
  return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}
