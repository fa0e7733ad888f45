import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As the service writes it: digits beyond a double, white space, a float that looks like an integer. */
export const PET = '{ "id": 9007199254740993, "name": "Rex \\u00e9", "weight": 1.0 }';
export const LARGE_CHARS = 2 * 1024 * 1024;

/** A small REST service that knows nothing of MCP, and what it was asked. */
export async function startPetService(): Promise<{ url: string; heard: HeardRequest[]; stop(): Promise<void> }> {
  const heard: HeardRequest[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(parts).toString() };
      heard.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/api`, heard, stop };
}

function answer({ method, url, headers, body }: HeardRequest, response: ServerResponse): void {
  const give = (status: number, text: string, type = 'application/json') =>
    void response.writeHead(status, { 'content-type': type }).end(text);
  if (headers['x-api-key'] !== 's3cret') return give(401, '{"error":"who are you?"}');
  const path = url.replace(/^\/api/, '').replace(/\?.*/, '');
  if (path === '/large') return give(200, JSON.stringify({ text: 'é'.repeat(LARGE_CHARS / 2) }));
  if (path === '/slow') return;
  if (path === '/broken') return give(500, 'out of order', 'text/plain');
  if (method === 'POST') return give(201, body);
  if (method === 'GET' && path.startsWith('/pets/')) return give(200, PET);
  if (method === 'GET' && path === '/pets') return give(200, `[${PET}]`);
  if (method === 'DELETE') return give(404, '{"error":"no such pet"}');
  return give(404, '{"error":"nothing here"}');
}

const json = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
const plain = { 200: { description: 'ok' } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

/** Its document, of OpenAPI 3.1. */
export const PET_DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1.2' },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' }, weight: { type: 'number' } },
        required: ['id', 'name'],
      },
    },
  },
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        summary: 'Lists pets',
        parameters: [
          { name: 'tag', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 } },
        ],
        responses: { 200: json({ type: 'array', items: { $ref: '#/components/schemas/Pet' } }) },
      },
      post: {
        operationId: 'addPet',
        requestBody: { required: true, ...json({ $ref: '#/components/schemas/Pet' }) },
        responses: { 201: json({ $ref: '#/components/schemas/Pet' }) },
      },
    },
    '/pets/{id}': {
      parameters: [id],
      get: {
        operationId: 'getPet',
        parameters: [{ name: 'X-Reason', in: 'header', schema: { type: 'string' } }],
        responses: { 200: json({ $ref: '#/components/schemas/Pet' }) },
      },
      delete: { operationId: 'removePet', responses: { 204: { description: 'gone' } } },
    },
    '/large': { get: { operationId: 'large', responses: { 200: json({ type: 'object' }) } } },
    '/slow': { get: { operationId: 'slow', responses: plain } },
    '/broken': { get: { operationId: 'broken', responses: plain } },
  },
};
