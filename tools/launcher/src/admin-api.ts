import { StartError } from '@gatewayops/engines';
import { z } from 'zod';

const TIMEOUT_MS = 15_000;
const PAGES_MAX = 50;

const Page = z.object({
  items: z.array(z.unknown()),
  cursor: z.string().nullable().optional(),
  has_more: z.boolean().optional(),
});

/** The public HTTP API as its administrator, for one organisation or none. */
export class AdminApi {
  readonly #token: string;
  readonly #orgId: string | undefined;

  constructor(token: string, orgId?: string) {
    this.#token = token;
    this.#orgId = orgId;
  }

  forOrganization(orgId: string): AdminApi {
    return new AdminApi(this.#token, orgId);
  }

  /** Status and JSON body; does not throw for an error status. */
  async request(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: unknown,
  ): Promise<{ status: number; json: unknown }> {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(this.#orgId === undefined ? {} : { 'x-organization-id': this.#orgId }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** @throws StartError with the answer when the status is not 2xx */
  async send<Schema extends z.ZodType>(
    method: 'POST' | 'PATCH',
    url: string,
    body: unknown,
    schema: Schema,
  ): Promise<z.infer<Schema>> {
    const { status, json } = await this.request(method, url, body);
    if (status >= 300) throw new StartError(`${method} ${url} answered ${status} ${JSON.stringify(json)}`);
    return schema.parse(json);
  }

  /** The first item that fits, over all pages of a list. */
  async find<Schema extends z.ZodType>(
    url: string,
    schema: Schema,
    fits: (item: z.infer<Schema>) => boolean,
  ): Promise<z.infer<Schema> | undefined> {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const address = new URL(url);
      if (cursor !== undefined) address.searchParams.set('cursor', cursor);
      const { status, json } = await this.request('GET', address.href);
      if (status !== 200) throw new StartError(`GET ${url} answered ${status} ${JSON.stringify(json)}`);
      const { items, cursor: next } = Page.parse(json);
      const found = items.map((item) => schema.parse(item)).find(fits);
      if (found !== undefined) return found;
      if (!next) return undefined;
      cursor = next;
    }
    return undefined;
  }
}
