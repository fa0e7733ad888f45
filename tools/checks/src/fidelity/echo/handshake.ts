/** What the servers of this check say of themselves: odd, too. */
const INFO =
  '{"name":"\\u0065cho é","title":"🛠","version":"1.0","icons":[{"src":"data:image/png;base64,AA==","sizes":["any"]}],"websiteUrl":"https://example.com/\\u002f","x":[1.0,1e400]}';
const CAPABILITIES =
  '{"tools":{"listChanged":true},"resources":{"subscribe":true,"listChanged":true},"prompts":{"listChanged":true},"completions":{"x":1.0},"logging":{},"experimental":{"com.example/n":{"n":9007199254740993}},"extensions":{"io.modelcontextprotocol/ui":{"mimeTypes":["text/html;profile=mcp-app"]}}}';
const INSTRUCTIONS = '"\\u0041 é \\/ \\u202e\\ud83d"';

export const INITIALIZED = `{ "protocolVersion":"2025-11-25","capabilities":${CAPABILITIES},"serverInfo":${INFO},"instructions":${INSTRUCTIONS},"x":1.0 }`;

export const DISCOVERED = `{ "supportedVersions":["2026-07-28"],"capabilities":${CAPABILITIES},"instructions":${INSTRUCTIONS},"x":1.0,"resultType":"complete","ttlMs":1.0,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":${INFO},"com.example/n":9007199254740993} }`;
