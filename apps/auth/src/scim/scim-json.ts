import type { FastifyInstance } from 'fastify';

/** Has Fastify read SCIM's own media type (RFC 7644, 3.1) as the JSON that it is. Clients send it with an empty DELETE, too. */
export function registerScimJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/scim+json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    return parse(request, body, done);
  });
}
