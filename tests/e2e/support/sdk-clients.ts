import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';

const INFO = { name: 'test', version: '1' };
const bearer = (key: string) => ({ requestInit: { headers: { Authorization: `Bearer ${key}` } } });

/** The official SDK v1, at 2025-11-25. */
export async function connectLegacy(
  url: URL,
  key: string,
  capabilities: ClientCapabilities = {},
  prepare: (client: LegacyClient) => void = () => {},
): Promise<LegacyClient> {
  const client = new LegacyClient(INFO, { capabilities });
  prepare(client);
  await client.connect(new LegacyTransport(url, bearer(key)) as Parameters<LegacyClient['connect']>[0]);
  return client;
}

/** The official SDK v2, at 2026-07-28. */
export async function connectModern(url: URL, key: string): Promise<ModernClient> {
  const client = new ModernClient(INFO, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new ModernTransport(url, bearer(key)));
  return client;
}

/** Says that the session is over, as closing alone does not: it may have processes of its own. */
export async function endSession(client: LegacyClient): Promise<void> {
  await (client.transport as unknown as LegacyTransport).terminateSession();
  await client.close();
}
