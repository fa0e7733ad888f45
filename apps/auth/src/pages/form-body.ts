import { GatewayOpsError } from '@gatewayops/contracts';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Of the largest form that we take: a SAML response with its certificates. */
const FORM_BYTES_MAX = 1_048_576;
const FIELDS_MAX = 200;

interface FormConfig {
  form?: boolean;
  /** Read by the request hooks of `libs/service`. */
  crossSite?: boolean;
}

/**
 * A handler that takes a form. All others take JSON only, so that no page of another site can send them something.
 * `crossSite`: pages of other sites may send it. Such a handler must not believe the browser's cookies, nor act on the form alone.
 */
export const TakesForm = ({ crossSite = false } = {}): MethodDecorator =>
  RouteConfig({ form: true, ...(crossSite ? { crossSite } : {}) } satisfies FormConfig);

/** Has Fastify read `application/x-www-form-urlencoded` where a handler {@link TakesForm}. */
export function registerForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
    (request: FastifyRequest, body: string, done) => {
      const { form } = request.routeOptions.config as FormConfig;
      if (form !== true) return done(new GatewayOpsError('unsupported_media_type'));
      return done(null, fieldsOf(body));
    },
  );
}

/** A field that stands there twice is refused by no schema, so the first one counts and nothing is told of the others. */
function fieldsOf(body: string): Record<string, string> {
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    if (++count > FIELDS_MAX) break;
    fields[name] ??= value;
  }
  return fields;
}
