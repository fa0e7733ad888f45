import { GatewayOpsError } from '@gatewayops/contracts';
import { SpanKind, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';
import { RequestContext, runInRequest } from '../logging/request-context.js';
import type { Metrics } from '../observability/metrics.js';
import { currentTraceparent, failSpan, insideSpan, startSpan, tracingEnabled } from '../observability/tracing.js';
import { FOREIGN, type Edge } from './edge.js';

interface Instruments {
  edge: Edge;
  metrics: Metrics;
  logger: Logger;
}

/** What is called by addresses of a cluster's own choice. */
const OPEN = /^\/(?:health|ready|metrics|openapi\.json|internal\/)/;

/** Whether a route declares that pages of other sites send forms to it: where an identity provider answers. */
const takesOtherSites = (request: FastifyRequest): boolean =>
  (request.routeOptions.config as { crossSite?: boolean } | undefined)?.crossSite === true;

const spans = new WeakMap<FastifyRequest, Span>();

/** Puts on an answer what each carries: the request's id, security headers, HSTS, CORS. */
export function decorateAnswer(edge: Edge, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('x-request-id', request.id).headers(edge.securityHeaders(request.raw));
  const cors = edge.corsHeaders(request.raw);
  if (cors) void reply.headers(cors);
}

/** Hooks around every request that Fastify serves: headers, log context, server span, metrics. */
export function registerRequestHooks(server: FastifyInstance, { edge, metrics, logger }: Instruments): void {
  server.addHook('onRequest', (request, reply, done) => {
    decorateAnswer(edge, request, reply);
    const preflight = edge.preflightHeaders(request.raw);
    if (preflight) {
      void reply.code(204).headers(preflight).send();
      return;
    }
    // Probes and scrapers call by addresses of their own, and get nothing that is anyone's.
    if (
      !OPEN.test(request.url) &&
      request.method !== 'OPTIONS' &&
      edge.isForeign(request.raw, takesOtherSites(request))
    ) {
      return done(new GatewayOpsError('forbidden', { message: FOREIGN }));
    }
    const context = new RequestContext(request.id);
    if (!tracingEnabled()) return runInRequest(context, done);
    const span = startRequestSpan(request);
    insideSpan(span, () => {
      context.traceId = span.spanContext().traceId;
      context.traceparent = currentTraceparent();
      runInRequest(context, done);
    });
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    endRequestSpan(request, reply, route);
    if (logger.isLevelEnabled('debug')) {
      const duration_ms = Math.round(reply.elapsedTime);
      logger.debug({ method: request.method, route, status: reply.statusCode, duration_ms }, 'request completed');
    }
    done();
  });
}

function startRequestSpan(request: FastifyRequest): Span {
  const parent = request.headers['traceparent'];
  const span = startSpan(`${request.method} ${request.routeOptions.url ?? 'unmatched'}`, {
    kind: SpanKind.SERVER,
    parent: typeof parent === 'string' ? parent : undefined,
    attributes: { 'http.request.method': request.method, 'gatewayops.request_id': request.id },
  });
  spans.set(request, span);
  return span;
}

function endRequestSpan(request: FastifyRequest, reply: FastifyReply, route: string): void {
  const span = spans.get(request);
  if (span === undefined) return;
  span.setAttributes({ 'http.route': route, 'http.response.status_code': reply.statusCode });
  if (reply.statusCode >= 500) failSpan(span, `HTTP ${reply.statusCode}`);
  span.end();
}
