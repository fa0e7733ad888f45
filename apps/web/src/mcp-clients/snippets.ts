/** What a call can be made with. */
export const CLIENTS = ['curl', 'claude-code', 'claude-desktop', 'cursor', 'vscode', 'typescript', 'python'] as const;
export type ClientName = (typeof CLIENTS)[number];

export interface SnippetValues {
  /** Of the gateway, without a path. */
  gateway: string;
  /** Shown in the place of a key where none was made on this page. */
  key: string;
  /** Of a server that is there, to ask for its tools; null: the tools of all servers. */
  server: string | null;
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const NAME = 'gatewayops';

/** To be pasted as it is; `docs/mcp.md` says more about each. */
export const SNIPPETS: Record<ClientName, (values: SnippetValues) => string> = {
  curl: ({ gateway, key, server }) =>
    (server === null
      ? [
          `curl ${gateway}/v1/mcp \\`,
          `  -H "Authorization: Bearer ${key}" \\`,
          `  -H "Content-Type: application/json" -H "Accept: application/json, text/event-stream" \\`,
          `  -H "MCP-Protocol-Version: 2025-06-18" \\`,
          `  -d '${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })}'`,
        ]
      : [
          `curl ${gateway}/v1/mcp/${encodeURIComponent(server)}/tools/list \\`,
          `  -H "Authorization: Bearer ${key}" \\`,
          `  -H "Content-Type: application/json" \\`,
          `  -d '{}'`,
        ]
    ).join('\n'),
  'claude-code': ({ gateway, key }) =>
    [`claude mcp add --transport http ${NAME} ${gateway}/v1/mcp \\`, `  --header "Authorization: Bearer ${key}"`].join(
      '\n',
    ),
  'claude-desktop': ({ gateway, key }) =>
    json({
      mcpServers: {
        [NAME]: {
          command: 'npx',
          // Without a space after the colon: some versions split arguments there.
          args: [
            '-y',
            'mcp-remote',
            `${gateway}/v1/mcp`,
            '--header',
            'Authorization:${AUTH_HEADER}',
            ...insecure(gateway),
          ],
          env: { AUTH_HEADER: `Bearer ${key}` },
        },
      },
    }),
  cursor: ({ gateway, key }) =>
    json({ mcpServers: { [NAME]: { url: `${gateway}/v1/mcp`, headers: { Authorization: `Bearer ${key}` } } } }),
  vscode: ({ gateway, key }) =>
    json({
      servers: { [NAME]: { type: 'http', url: `${gateway}/v1/mcp`, headers: { Authorization: `Bearer ${key}` } } },
    }),
  typescript: ({ gateway, key }) =>
    [
      `import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';`,
      ``,
      `const client = new Client({ name: 'my-agent', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });`,
      `const headers = { Authorization: 'Bearer ${key}' };`,
      `await client.connect(`,
      `  new StreamableHTTPClientTransport(new URL('${gateway}/v1/mcp'), { requestInit: { headers } }),`,
      `);`,
      `console.log((await client.listTools()).tools.map(({ name }) => name));`,
      `await client.close();`,
    ].join('\n'),
  python: ({ gateway, key }) =>
    [
      `import asyncio`,
      ``,
      `import httpx2`,
      `from mcp import Client`,
      `from mcp.client.streamable_http import streamable_http_client`,
      ``,
      ``,
      `async def main() -> None:`,
      `    headers = {"Authorization": "Bearer ${key}"}`,
      `    async with httpx2.AsyncClient(headers=headers, timeout=httpx2.Timeout(30, read=300)) as http:`,
      `        transport = streamable_http_client("${gateway}/v1/mcp", http_client=http)`,
      `        async with Client(transport) as client:`,
      `            print([tool.name for tool in (await client.list_tools()).tools])`,
      ``,
      ``,
      `asyncio.run(main())`,
    ].join('\n'),
};

/** mcp-remote refuses addresses without TLS that are not of this machine. */
function insecure(gateway: string): readonly string[] {
  const { protocol, hostname } = new URL(gateway);
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? ['--allow-http'] : [];
}
