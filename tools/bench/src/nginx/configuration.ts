import { jsonOfSize, TOOL } from '../load/content.js';
import type { BodySize } from '../sizes.js';

/** nginx reads no parameter longer than 4 KiB, so that longer bodies are put together from several. */
const PARAMETER_LENGTH_MAX = 3_000;

function frame(folder: string, http: string): string {
  return `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http {
  access_log off;
  tcp_nodelay on;
  keepalive_timeout 3600s;
  keepalive_requests 1000000000;
  client_max_body_size 20m;
  client_body_buffer_size 256k;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
${http}
}
`;
}

const quote = (text: string): string => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

const answer = (result: object): string =>
  quote(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { resultType: 'complete', ...result } }));

const CACHEABLE = { ttlMs: 3_600_000, cacheScope: 'private' };

/** `/mcp/{name}` answers `tools/call` with a result of that size; the rest is what an MCP server of 2026-07-28 must answer. */
function server(size: BodySize): { maps: string; location: string } {
  const result = jsonOfSize(
    size.bytes,
    (text) => `{"jsonrpc":"2.0","id":1,"result":{"resultType":"complete","content":[{"type":"text","text":${text}}]}}`,
  );
  const parts = result.match(new RegExp(`[^]{1,${PARAMETER_LENGTH_MAX}}`, 'g')) ?? [];
  const variables = parts.map((_, at) => `$${size.name}_${at}`);
  const maps = parts.map((part, at) => `  map $uri ${variables[at]} { default ${quote(part)}; }`);
  const discovery = { supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, ...CACHEABLE };
  maps.push(`  map $http_mcp_method $answer_${size.name} {
    default ${answer({})};
    server/discover ${answer(discovery)};
    tools/list ${answer({ tools: [TOOL], ...CACHEABLE })};
    tools/call '${variables.join('')}';
  }`);
  const location = `    location = /mcp/${size.name} { default_type application/json; return 200 $answer_${size.name}; }`;
  return { maps: maps.join('\n'), location };
}

/** An MCP server (2026-07-28) that gives fixed answers, by the `Mcp-Method` header. */
export function fixedAnswers(folder: string, port: number, sizes: readonly BodySize[]): string {
  const servers = sizes.map(server);
  return frame(
    folder,
    `${servers.map((each) => each.maps).join('\n')}
  server {
    listen 127.0.0.1:${port};
${servers.map((each) => each.location).join('\n')}
  }`,
  );
}

/** A reverse proxy with kept-alive connections to `upstreamPort`. */
export function reverseProxy(folder: string, port: number, upstreamPort: number): string {
  return frame(
    folder,
    `  upstream fixed { server 127.0.0.1:${upstreamPort}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://fixed;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffers 8 64k;
      proxy_buffer_size 64k;
    }
  }`,
  );
}
