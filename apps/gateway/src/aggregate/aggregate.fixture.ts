import { META, modern, rpc, send, type Answered } from '../front/client.fixture.js';
import type { Gateway } from '../front/front.fixture.js';
import type { Scripted, SeenRequest } from '../front/scripted-server.fixture.js';

/** Lists by method, each a page of raw entries; what is not named is an error. */
export type Lists = Record<string, readonly string[]>;

const MEMBERS: Record<string, string> = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
};

/** Has a server answer its lists, and anything else with `other`. */
export function serveLists(server: Scripted, lists: Lists, other = '{"content":[],"resultType":"complete"}'): void {
  server.answer = ({ rpcMethod }: SeenRequest) => {
    const member = MEMBERS[rpcMethod];
    if (member === undefined) return { result: other };
    const page = lists[rpcMethod];
    if (page === undefined) return { error: '{"code":-32601,"message":"Method not found"}' };
    return { result: `{"${member}":[${page.join(',')}],"resultType":"complete","ttlMs":0,"cacheScope":"private"}` };
  };
}

export const tool = (name: string, more = ''): string => `{"name":"${name}","inputSchema":{"type":"object"}${more}}`;

/** A client of 2026-07-28 at the endpoint of all servers. */
export const client = (gateway: () => Gateway, path = '/v1/mcp') => ({
  ask: (method: string, params = '', name?: string): Promise<Answered> =>
    send(gateway().url, 'POST', path, rpc(method, `{${META}${params}}`), modern(method, name)),
  call(name: string, args = '{}'): Promise<Answered> {
    return this.ask('tools/call', `,"name":"${name}","arguments":${args}`, name);
  },
  async list(method: string, cursor = ''): Promise<ListResult> {
    return resultOf(await this.ask(method, cursor === '' ? '' : `,"cursor":"${cursor}"`)) as unknown as ListResult;
  },
});

export interface ListResult {
  tools: { name: string; description?: string; _meta?: Record<string, unknown> }[];
  prompts: { name: string }[];
  resources: { uri: string }[];
  resourceTemplates: { uriTemplate: string }[];
  nextCursor?: string;
  ttlMs: number;
  cacheScope: string;
  _meta?: Record<string, unknown>;
}

export const resultOf = ({ text }: Answered): Record<string, unknown> => {
  const { result } = JSON.parse(text) as { result?: Record<string, unknown> };
  if (result === undefined) throw new Error(`no result: ${text}`);
  return result;
};

export const errorOf = ({ text }: Answered) =>
  (JSON.parse(text) as { error: { code: number; message: string; data: Record<string, unknown> } }).error;
