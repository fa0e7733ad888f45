import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as LegacyTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { MeasuredTenant } from '@gatewayops/tool-launcher';
import { z } from 'zod';
import { ENDPOINTS } from '../plan.js';
import { ClientWay, WAY_VARIABLE } from './client-way.js';
import { useAll, type AnyClient, type ToolCall } from './use-all.js';

/**
 * The client under test, which the suite starts once a scenario with the address of its server: that is registered with the
 * gateway, and an official client uses it from there. Exit code 1 when something could not be used.
 */
const Environment = z.object({
  [WAY_VARIABLE]: z.string(),
  MCP_CONFORMANCE_PROTOCOL_VERSION: z.string(),
  MCP_CONFORMANCE_CONTEXT: z.string().optional(),
});
const Context = z.object({
  toolCalls: z.array(z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()) })).optional(),
});

const STREAM_OPENS_MS = 500;
const ME = { name: 'conformance', version: '1.0.0' };
/** What is left out of an answer is filled in by the client itself. */
const ABLE = { capabilities: { elicitation: { form: { applyDefaults: true } } } };
const ACCEPTED = { action: 'accept', content: {} } as const;

interface Connected {
  client: AnyClient;
  close(): Promise<void>;
}

async function connectLegacy(url: URL, requestInit: RequestInit): Promise<Connected> {
  const client = new LegacyClient(ME, ABLE);
  client.setRequestHandler(ElicitRequestSchema, () => ACCEPTED);
  await client.connect(new LegacyTransport(url, { requestInit }) as Parameters<LegacyClient['connect']>[0]);
  // It opens the stream of its session in the background, and a server of the suite answers on whatever stream comes next.
  await sleep(STREAM_OPENS_MS);
  return { client: client as AnyClient, close: () => client.close() };
}

async function connectModern(url: URL, requestInit: RequestInit): Promise<Connected> {
  const client = new ModernClient(ME, { ...ABLE, versionNegotiation: { mode: { pin: '2026-07-28' } } });
  client.setRequestHandler('elicitation/create', () => ACCEPTED);
  await client.connect(new ModernTransport(url, { requestInit }));
  return { client: client as AnyClient, close: () => client.close() };
}

/** Gives the address at which the gateway serves the suite's server, and a key for it. */
async function register(serverUrl: string, way: ClientWay): Promise<{ url: URL; key: string }> {
  const name = `suite-${randomBytes(6).toString('hex')}`;
  const tenant = MeasuredTenant.known(way, way.orgId);
  await tenant.addServer(name, { type: 'streamable-http', url: serverUrl });
  const key = await tenant.createKey('conformance', name);
  const endpoint = ENDPOINTS.find((one) => one.name === way.endpoint)!;
  return { url: new URL(endpoint.path(name), way.gatewayUrl), key };
}

async function main(): Promise<void> {
  const environment = Environment.parse(process.env);
  const serverUrl = z.url().parse(process.argv.at(-1));
  const way = ClientWay.parse(JSON.parse(environment[WAY_VARIABLE]));
  const context = Context.parse(JSON.parse(environment.MCP_CONFORMANCE_CONTEXT ?? '{}'));
  const { url, key } = await register(serverUrl, way);
  const connect = environment.MCP_CONFORMANCE_PROTOCOL_VERSION === '2026-07-28' ? connectModern : connectLegacy;
  const { client, close } = await connect(url, { headers: { authorization: `Bearer ${key}` } });
  try {
    const calls: readonly ToolCall[] | null = context.toolCalls ?? null;
    await useAll(client, calls);
  } finally {
    await close();
  }
}

await main();
