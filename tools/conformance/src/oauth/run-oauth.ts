import { fileURLToPath } from 'node:url';
import { createServer, type AddressInfo } from 'node:net';
import { z } from 'zod';
import { WAY_VARIABLE } from '../client/client-way.js';
import { ENDPOINTS, type Revision } from '../plan.js';
import { readExpectedClientFailures } from '../report/expected-failures.js';
import { judgeClients, type Row } from '../report/judge.js';
import { requiredOfOAuthClients } from '../suite/requirements.js';
import { runAuthorizationScenarios, runClientScenarios, type SuitePlace } from '../suite/run-suite.js';
import type { GatewaySystem } from '../system/gateway-system.js';

const PROGRAM = fileURLToPath(new URL('./oauth-client-program.js', import.meta.url));
const [PER_SERVER] = ENDPOINTS;
const Registered = z.object({ client_id: z.string() });
/** What the suite has for authorization servers, at each revision the same. */
const OF_SERVERS = ['authorization-server-metadata-endpoint', 'authorization-code-grant'];

/** The gateway before the suite's protected servers: discovery, registration, consent and step-up of a person who connects. */
export async function runOAuthClient(system: GatewaySystem, revision: Revision, place: SuitePlace): Promise<Row> {
  const required = await requiredOfOAuthClients(revision);
  const person = await system.newPerson();
  const way = { ...system.wayThrough(PER_SERVER!), person: person.state };
  const client = {
    command: `"${process.execPath}" "${PROGRAM}"`,
    environment: { ...process.env, [WAY_VARIABLE]: JSON.stringify(way) },
  };
  const results = await runClientScenarios(client, revision, required, place);
  const expected = await readExpectedClientFailures();
  const row = judgeClients({ endpoint: 'per-server', revision }, results, required, { leg: 'oauth client', expected });
  // One that passes by now would hide the next failure.
  return { ...row, ok: row.ok && !results.some(({ scenario, isPassed }) => isPassed && expected.has(scenario)) };
}

/** Our authorization server, with a person who says yes to the suite's client. */
export async function runAuthorizationServer(
  system: GatewaySystem,
  revision: Revision,
  place: SuitePlace,
): Promise<Row> {
  const { auth: issuer, gateway } = system.publicUrls;
  const port = await freePort();
  const person = await system.newPerson();
  const clientId = await register(issuer, `http://127.0.0.1:${port}/callback`);
  const server = { issuer, clientId, resource: `${gateway}/v1/mcp`, port };
  const results = await runAuthorizationScenarios(server, place, (line) => {
    if (line.startsWith(`${issuer}/oauth/authorize?`)) void person.allow(line);
  });
  return judgeClients({ endpoint: 'direct', revision }, results, OF_SERVERS, { leg: 'oauth server' });
}

async function register(issuer: string, redirectUri: string): Promise<string> {
  const answer = await fetch(`${issuer}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Suite', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }),
  });
  return Registered.parse(await answer.json()).client_id;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
