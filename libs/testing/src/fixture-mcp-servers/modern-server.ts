import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { FIXTURE_PROMPT, FIXTURE_RESOURCE, FIXTURE_TOOLS, greet } from './fixture-tools.js';

/** The fixture's server by the v2 SDK, which serves both eras; one for each request or connection. */
export function buildFixtureServer(): McpServer {
  const server = new McpServer({ name: 'gatewayops-fixture', version: '1.0.0' });
  for (const { name, description, input, run } of FIXTURE_TOOLS) {
    server.registerTool(name, { description, inputSchema: input }, async (args) => (await run(args)) as never);
  }
  const { uri, mimeType, text } = FIXTURE_RESOURCE;
  server.registerResource(FIXTURE_RESOURCE.name, uri, { mimeType }, () => ({ contents: [{ uri, mimeType, text }] }));
  const { name, description, argument } = FIXTURE_PROMPT;
  server.registerPrompt(name, { description, argsSchema: z.object({ [argument]: z.string() }) }, (args) => ({
    messages: [{ role: 'user', content: { type: 'text', text: greet(String(args[argument])) } }],
  }));
  return server;
}
