import type { KeyScopes, McpScope } from '@gatewayops/contracts';
import { matchesPattern } from './pattern.js';

/** What a scope is asked about. `server` asks for the server as a whole: connecting to it and listing. */
export type ScopeKind = 'tool' | 'resource' | 'prompt' | 'server';

function patternsOf(scope: McpScope, kind: Exclude<ScopeKind, 'server'>): string[] {
  if (kind === 'tool') return scope.tools;
  return kind === 'resource' ? scope.resources : scope.prompts;
}

/**
 * Whether a key's scopes cover `name` (a tool's or prompt's name, a resource's URI) on `server`. One scope must cover
 * both: a scope for all tools of one server and another for one tool of all servers do not add up. For `server` the name
 * is not looked at. No scope, nothing is allowed.
 */
export function scopeAllows(scopes: KeyScopes, kind: ScopeKind, server: string, name: string): boolean {
  for (const scope of scopes.mcp) {
    if (!matchesPattern(scope.server, server)) continue;
    if (kind === 'server') return true;
    for (const pattern of patternsOf(scope, kind)) if (matchesPattern(pattern, name)) return true;
  }
  return false;
}
