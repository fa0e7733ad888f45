import { texts } from '../texts';
import { Badge, type Tone } from '../ui/badge';
import type { ApiKey } from './key-queries';

const words = texts.keys;
const TONES: Record<ApiKey['status'], Tone> = { active: 'ok', rotating: 'warn', expired: 'neutral', revoked: 'bad' };

export const KeyStatus = ({ status }: { status: ApiKey['status'] }) => (
  <Badge tone={TONES[status]}>{words.statuses[status]}</Badge>
);

/** Scopes in a few words. */
export function scopesInShort({ mcp, permissions }: ApiKey['scopes']): string {
  const names = mcp.map(({ server }) => (server === '*' ? words.allServers : server));
  const parts = [
    ...(names.length === 0 ? [] : [words.servers([...new Set(names)])]),
    ...(permissions.length === 0 ? [] : [words.permissions(permissions.length)]),
  ];
  return parts.length === 0 ? words.noScopes : parts.join(', ');
}
