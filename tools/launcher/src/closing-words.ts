import type { DemoPerson } from './demo/demo-person.js';
import type { Demo } from './demo/seed-demo.js';

export interface Addresses {
  /** The dashboard's origin; null where it does not run. */
  webUrl: string | null;
  gatewayUrl: string;
  apiUrls: { auth: string; cost: string; trace: string; alert: string };
}

export interface ClosingWords extends Addresses {
  adminToken: string;
  demo: Demo | undefined;
  dataDir: string;
  startedInMs: number;
}

/** What a start ends with: addresses, keys, a call to paste into a shell, and the JSON to paste into an MCP client. */
export function closingWords(words: ClosingWords): string {
  const { webUrl, gatewayUrl, apiUrls, adminToken, demo, dataDir, startedInMs } = words;
  const lines = [
    '',
    `GatewayOps is ready (${(startedInMs / 1_000).toFixed(1)} s).`,
    '',
    ...(webUrl === null ? [] : [`  dashboard ${webUrl}`, '']),
    `  gateway  ${gatewayUrl}`,
    ...Object.entries(apiUrls).map(([name, url]) => `  ${name.padEnd(8)} ${url}`),
    `  data     ${dataDir} (logs in ${dataDir}/logs)`,
    '',
    ...(demo ? demoWords(words, demo) : [`Admin token: ${adminToken}`]),
    '',
    'Ctrl-C stops everything.',
    '',
  ];
  return lines.join('\n');
}

function demoWords({ webUrl, gatewayUrl, apiUrls, adminToken }: ClosingWords, demo: Demo): string[] {
  const headers = { Authorization: `Bearer ${demo.apiKey}` };
  const mcpServers = Object.fromEntries(
    demo.mcpServers.map((name) => [name, { type: 'http', url: `${gatewayUrl}/v1/mcp/${name}`, headers }]),
  );
  return [
    'Demo organisation, its API key and the admin token, for a shell:',
    '',
    `  export KEY=${demo.apiKey}`,
    `  export ORG=${demo.orgId}`,
    `  export ADMIN=${adminToken}`,
    '',
    ...(demo.person
      ? signInWords(webUrl ?? `${apiUrls.auth.replace('127.0.0.1', 'localhost')}/signin`, demo.person)
      : []),
    'Call a tool:',
    '',
    `  curl -s ${gatewayUrl}/v1/mcp/everything/tools/call -H "Authorization: Bearer ${demo.apiKey}" \\`,
    `    -H 'Content-Type: application/json' -d '{"tool":"echo","arguments":{"message":"hello"}}'`,
    '',
    'Paste into an MCP client:',
    '',
    JSON.stringify({ mcpServers }, null, 2),
  ];
}

const signInWords = (url: string, { email, password }: DemoPerson): string[] => [
  'Sign in as its administrator:',
  '',
  `  ${url}   ${email}   ${password}`,
  '',
];
