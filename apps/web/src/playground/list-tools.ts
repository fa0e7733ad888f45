import type { Tool } from '@modelcontextprotocol/client';
import { errorOf } from '../api/api-error';
import type { Bearer } from './bearer';

/** What a server may ask of the person who calls. Some offer tools only to clients that can be asked. */
export const CAPABILITIES = { elicitation: { form: {}, url: {} } };

const PAGES_MAX = 50;

/**
 * The tools that the bearer may call, by the gateway's REST, so that a client of MCP is loaded only when something is called.
 * @throws ApiError
 */
export async function listTools(path: string, bearer: Bearer, signal: AbortSignal): Promise<readonly Tool[]> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const response = await fetch(`${path}/tools/list`, {
      method: 'POST',
      headers: { authorization: await bearer.header(), 'content-type': 'application/json' },
      // The bearer says who asks: the session's cookie has no business there.
      credentials: 'omit',
      cache: 'no-store',
      body: JSON.stringify({ capabilities: CAPABILITIES, ...(cursor === undefined ? {} : { cursor }) }),
      signal,
    });
    if (!response.ok) throw await errorOf(response);
    const { result } = (await response.json()) as { result: { tools: Tool[]; nextCursor?: string } };
    tools.push(...result.tools);
    cursor = result.nextCursor;
    if (cursor === undefined) break;
  }
  return tools;
}
