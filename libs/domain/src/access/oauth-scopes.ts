import type { McpScope } from '@gatewayops/contracts';

/** Everything that the person or account may use through the gateway. */
export const SCOPE_ALL = 'mcp';
const PREFIX = 'mcp:';
/** Scopes of one token or request that are looked at. */
export const OAUTH_SCOPES_MAX = 100;

/**
 * The scope that allows a server, or one tool of it: `mcp:{server}`, `mcp:{server}:{tool}`. What may not stand in a scope
 * (RFC 6749, section 3.3), and our own separators, are percent-escaped in the tool's name.
 */
export const scopeOfServer = (server: string): string => PREFIX + server;
export const scopeOfTool = (server: string, tool: string): string => `${PREFIX}${server}:${escaped(tool)}`;

const escaped = (name: string): string => encodeURIComponent(name).replaceAll("'", '%27').replaceAll('*', '%2A');

const SERVER = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;

/** What a scope allows; null for one that is none of ours. Never a pattern: what stands in it stands for itself. */
export function scopeAllowance(scope: string): McpScope | null {
  if (scope === SCOPE_ALL) return { server: '*', tools: ['*'], resources: ['*'], prompts: ['*'] };
  if (!scope.startsWith(PREFIX)) return null;
  const [server = '', tool, ...more] = scope.slice(PREFIX.length).split(':');
  if (!SERVER.test(server) || more.length > 0) return null;
  if (tool === undefined) return { server, tools: ['*'], resources: ['*'], prompts: ['*'] };
  const name = unescaped(tool);
  return name === null ? null : { server, tools: [name], resources: [], prompts: [] };
}

/** A star in a scope would be a pattern where scopes are held against names, so no such name can be granted by itself. */
function unescaped(text: string): string | null {
  try {
    const name = decodeURIComponent(text);
    return name === '' || name.length > 512 || name.includes('*') ? null : name;
  } catch {
    return null;
  }
}

/** The server that a scope names; null for `mcp`, and for what is none of ours. */
export function serverOfScope(scope: string): string | null {
  const allowance = scopeAllowance(scope);
  return allowance === null || allowance.server === '*' ? null : allowance.server;
}

/** What all of a token's scopes allow. */
export const allowancesOf = (scopes: readonly string[]): McpScope[] =>
  scopes
    .slice(0, OAUTH_SCOPES_MAX)
    .map(scopeAllowance)
    .filter((scope) => scope !== null);

/** Whether whoever has `wide` has all that `narrow` allows. */
const scopeCovers = (wide: string, narrow: string): boolean =>
  wide === SCOPE_ALL || wide === narrow || narrow.startsWith(`${wide}:`);

/** Of the scopes that are asked for, what is also within those that are allowed: of two, the narrower. None but ours. */
export function narrowScopes(asked: readonly string[], allowed: readonly string[]): string[] {
  const ours = (scopes: readonly string[]) =>
    scopes.slice(0, OAUTH_SCOPES_MAX).filter((scope) => scopeAllowance(scope) !== null);
  const limits = ours(allowed);
  const both = ours(asked).flatMap((scope) =>
    limits.flatMap((limit) => (scopeCovers(limit, scope) ? [scope] : scopeCovers(scope, limit) ? [limit] : [])),
  );
  return [...new Set(both)].slice(0, OAUTH_SCOPES_MAX);
}

/** Path of an MCP endpoint: of one server, or of all as one (`null`). */
export const endpointPath = (server: string | null): string => (server === null ? '/v1/mcp' : `/v1/mcp/${server}`);

/** The least that a client asks for to use an endpoint. */
export const scopeOfEndpoint = (server: string | null): string => (server === null ? SCOPE_ALL : scopeOfServer(server));
