import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ClientWay, WAY_VARIABLE } from '../client/client-way.js';
import { Person } from './person.js';

/**
 * The gateway as a client of the suite's protected servers, which the suite starts once a scenario: the server is registered, a
 * person connects where the gateway asks for it, and an agent of theirs uses it. Exit code 1 where it could not be used.
 */
const Environment = z.object({ [WAY_VARIABLE]: z.string(), MCP_CONFORMANCE_CONTEXT: z.string().optional() });
const Context = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});
type Context = z.infer<typeof Context>;

const Made = z.object({ id: z.string() });
const MadeKey = z.object({ key: z.string() });
const Refusal = z.object({ error: z.object({ code: z.string(), details: z.array(z.object({ field: z.string(), message: z.string() })).optional() }) }); // prettier-ignore
const Listed = z.object({ result: z.object({ tools: z.array(z.object({ name: z.string() })) }) });
/** As often as a person would, at one server. */
const CONNECTS_MAX = 3;
const TIMEOUT_MS = 20_000;

function credentialOf({ client_id, client_secret: secret }: Context): object {
  if (client_id === undefined) return { type: 'oauth_user' };
  return { type: 'oauth_user', client_id, authentication: { method: 'client_secret_basic', secret } };
}

/** Speaks to the gateway over REST, as a person's agent. */
class Agent {
  private connects = 0;

  constructor(
    private readonly person: Person,
    private readonly endpoint: string,
    private readonly key: string,
  ) {}

  /** Connects where it is asked to, and asks again. */
  async ask(path: string, body: object): Promise<unknown> {
    for (;;) {
      const { status, text } = await send(this.endpoint + path, this.key, body);
      if (status < 300) return JSON.parse(text);
      const refusal = Refusal.safeParse(JSON.parse(text));
      const page = refusal.data?.error.details?.find(({ field }) => field === 'connect_url')?.message;
      if (page === undefined || ++this.connects > CONNECTS_MAX) throw new Error(`${path}: HTTP ${status} ${text}`);
      await this.person.connect(page);
    }
  }
}

async function send(url: string, bearer: string, body: object, more: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...more },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, text: await response.text() };
}

async function main(): Promise<void> {
  const environment = Environment.parse(process.env);
  const url = z.url().parse(process.argv.at(-1));
  const { authUrl, gatewayUrl, adminToken, orgId, person: known } = ClientWay.parse(JSON.parse(environment[WAY_VARIABLE]));
  if (known === null) throw new Error('there is no person');
  const context = Context.parse(JSON.parse(environment.MCP_CONFORMANCE_CONTEXT ?? '{}'));
  const person = Person.known(known);
  const make = async (path: string, body: object) => (await send(authUrl + path, adminToken, body, { 'x-organization-id': orgId })).text;
  const name = `suite-${randomBytes(6).toString('hex')}`;
  const server = { name, transport: { type: 'streamable-http', url }, credential: credentialOf(context) };
  Made.parse(JSON.parse(await make('/v1/mcp-servers', server)));
  const scopes = { mcp: [{ server: name, tools: ['*'], resources: ['*'], prompts: ['*'] }], permissions: [] };
  const { key } = MadeKey.parse(JSON.parse(await make('/v1/auth/keys', { name, user_id: await person.userId(), scopes })));
  const agent = new Agent(person, `${gatewayUrl}/v1/mcp/${name}`, key);
  const { result } = Listed.parse(await agent.ask('/tools/list', {}));
  for (const tool of result.tools) await agent.ask('/tools/call', { tool: tool.name, arguments: {} });
} // prettier-ignore

await main();
