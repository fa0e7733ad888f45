import { scopeAllowance, SCOPE_ALL } from '@gatewayops/domain';
import { OFFLINE_ACCESS, type Endpoint } from '../server/resources.js';

/** What a scope allows, in words for whoever is asked. */
export function scopeWords(scope: string, { server }: Endpoint): string {
  if (scope === OFFLINE_ACCESS) return 'Stay connected while you are away, until you take it back';
  if (scope === SCOPE_ALL) {
    return server === null
      ? 'Use every server, tool, resource and prompt that you may use'
      : `Use all tools, resources and prompts of “${server}”`;
  }
  const allowance = scopeAllowance(scope);
  if (allowance === null) return scope;
  return allowance.tools[0] === '*'
    ? `Use all tools, resources and prompts of “${allowance.server}”`
    : `Use the tool “${allowance.tools[0]}” of “${allowance.server}”`;
}
