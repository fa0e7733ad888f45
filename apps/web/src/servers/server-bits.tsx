'use client';

import { texts } from '../texts';
import { Badge, type Tone } from '../ui/badge';
import type { McpServer, ServerHealth } from './server-queries';

const words = texts.servers;

const TONES: Record<ServerHealth['state'], Tone> = { unknown: 'neutral', healthy: 'ok', failing: 'warn', open: 'bad' };

export function HealthBadge({ state }: { state: ServerHealth['state'] }) {
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>;
}

/** Where it is: an address, or the entry of a catalogue. */
export function addressOf({ transport }: McpServer): string {
  if (transport.type === 'streamable-http') return transport.url;
  return transport.type === 'stdio' ? transport.catalog_entry : transport.base_url;
}

export function Transport({ server }: { server: McpServer }) {
  return (
    <span>
      <Badge>{words.transports[server.transport.type]}</Badge>
      <span className="text-soft ml-2" title={addressOf(server)}>
        {addressOf(server)}
      </span>
    </span>
  );
}

/** Whether calls get to it at all. */
export function breakerOf(state: ServerHealth['state']): string {
  const { breaker } = words;
  return state === 'open' ? breaker.open : state === 'unknown' ? breaker.unknown : breaker.closed;
}

export const playgroundHref = (server: string, tool?: string): string =>
  `/playground?${new URLSearchParams({ server, ...(tool === undefined ? {} : { tool }) }).toString()}`;
