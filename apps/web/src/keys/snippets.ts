const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** How each client is told of the gateway. `url` is the endpoint of all servers as one. */
export const SNIPPETS = [
  {
    id: 'curl',
    code: (url: string, key: string) =>
      [
        `curl ${url} \\`,
        `  -H 'Authorization: Bearer ${key}' \\`,
        `  -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' \\`,
        `  -H 'MCP-Protocol-Version: 2025-06-18' \\`,
        `  -d '${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })}'`,
      ].join('\n'),
  },
  {
    id: 'claude',
    code: (url: string, key: string) =>
      `claude mcp add --transport http gatewayops ${url} \\\n  --header "Authorization: Bearer ${key}"`,
  },
  {
    id: 'cursor',
    code: (url: string, key: string) =>
      json({ mcpServers: { gatewayops: { url, headers: { Authorization: `Bearer ${key}` } } } }),
  },
  {
    id: 'vscode',
    code: (url: string, key: string) =>
      json({ servers: { gatewayops: { type: 'http', url, headers: { Authorization: `Bearer ${key}` } } } }),
  },
  {
    id: 'typescript',
    code: (url: string, key: string) =>
      [
        `import { Client } from '@modelcontextprotocol/sdk/client/index.js';`,
        `import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';`,
        '',
        `const client = new Client({ name: 'my-agent', version: '1.0.0' });`,
        `await client.connect(`,
        `  new StreamableHTTPClientTransport(new URL('${url}'), {`,
        `    requestInit: { headers: { Authorization: 'Bearer ${key}' } },`,
        `  }),`,
        `);`,
        `console.log(await client.listTools());`,
      ].join('\n'),
  },
] as const;
