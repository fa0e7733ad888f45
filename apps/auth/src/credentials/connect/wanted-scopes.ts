import { redisKeys } from '@gatewayops/contracts';
import { parseChallenge } from '@gatewayops/oauth-client';
import { Redis } from '@gatewayops/redis';
import { Injectable } from '@nestjs/common';
import type { OAuthServer } from '../oauth-server.js';

/** Whoever does not connect again for so long is asked again by the next call. */
const LIFE_SECONDS = 3_600;
const SCOPES_MAX = 50;
const CHARS_MAX = 2_048;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export const scopeWords = (text: string): string[] => text.split(' ').filter((word) => SCOPE.test(word));

/** All of several scopes, each once. */
export const scopeUnion = (...texts: readonly string[]): string => [...new Set(texts.flatMap(scopeWords))].join(' ');

/** What servers asked people for beyond what they had allowed (step-up: MCP 2026-07-28, Scope Challenge Handling). */
@Injectable()
export class WantedScopes {
  constructor(private readonly redis: Redis) {}

  /**
   * Remembers what a challenge asks for beyond `granted`. False where that is nothing: a server that refuses what it was granted
   * is not asked about again, and where an administrator has set the scopes, these are the most.
   */
  async note({ row, credential }: OAuthServer, userId: string, granted: string, header: string): Promise<boolean> {
    const challenge = parseChallenge(header);
    if (credential.scope !== '' || challenge?.error !== 'insufficient_scope') return false;
    const known = new Set(scopeWords(granted));
    const lacking = scopeWords(challenge.scope ?? '').filter((word) => !known.has(word));
    const text = lacking.slice(0, SCOPES_MAX).join(' ');
    if (text === '' || text.length > CHARS_MAX) return false;
    await this.redis.set(redisKeys.wantedScope(row.org_id, row.id, userId), text, 'EX', LIFE_SECONDS);
    return true;
  }

  /** Empty where there is nothing. */
  async of({ row }: OAuthServer, userId: string): Promise<string> {
    return (await this.redis.get(redisKeys.wantedScope(row.org_id, row.id, userId))) ?? '';
  }

  async forget(orgId: string, serverId: string, userId: string): Promise<void> {
    await this.redis.del(redisKeys.wantedScope(orgId, serverId, userId));
  }
}
