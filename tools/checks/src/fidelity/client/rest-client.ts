import type { Case } from '../corpus/case.js';
import { isConversation } from '../corpus/case.js';
import { membersOf } from '../raw-json.js';
import { joined, metaOf, type Address, type Client, type Exchanged } from './client.js';
import { post } from './wire.js';

const METHODS = new Set([
  'tools/call',
  'tools/list',
  'resources/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
]);
const MEMBERS = new Set(['name', 'uri', 'arguments', 'cursor']);

export class RestClient implements Client {
  readonly front = 'rest';

  constructor(private readonly address: Address) {}

  /** REST has neither messages nor JSON-RPC errors, and leaves what it does not know alone. */
  takes(one: Case): boolean {
    if (isConversation(one) || one.kind === 'error' || one.messages || !METHODS.has(one.method)) return false;
    const members = membersOf(`{${one.params}}`).map(({ key }) => JSON.parse(key) as string);
    return members.every((name) => MEMBERS.has(name)) && (one.method !== 'tools/call' || members.includes('arguments'));
  }

  async open(): Promise<null> {
    return null;
  }

  async send(one: Case): Promise<Exchanged> {
    const params = one.method === 'tools/call' ? one.params.replace(/^"name":/, '"tool":') : one.params;
    const sent = `{${joined(params, metaOf(one.meta ?? ''))}}`;
    const { url, apiKey } = this.address;
    const { messages, ...answer } = await post(`${url}/${one.method}`, sent, { authorization: `Bearer ${apiKey}` });
    return { ...answer, messages: [...messages], sent, id: null, asked: [], answered: [], beside: [], told: [] };
  }

  async close(): Promise<void> {}
}
