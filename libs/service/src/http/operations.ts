import { timingSafeEqual, hash } from 'node:crypto';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HealthRegistry } from '../observability/health.js';
import type { Metrics } from '../observability/metrics.js';

export interface Operations {
  service: string;
  health: HealthRegistry;
  metrics: Metrics;
  metricsToken: string | undefined;
  document: () => Promise<object>;
}

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;
const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Compares two secrets without telling by the time taken how much of them is equal. */
export const secretsEqual = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

function admitToMetrics(request: FastifyRequest, token: string | undefined): void {
  const address = request.raw.socket.remoteAddress ?? '';
  if (token === undefined) {
    const proxied = request.headers['x-forwarded-for'] !== undefined;
    if (LOOPBACK.test(address) && !proxied) return;
    throw new GatewayOpsError('forbidden', { message: 'Set METRICS_TOKEN to read metrics from elsewhere.' });
  }
  const given = request.headers.authorization ?? '';
  if (given === '') throw new GatewayOpsError('unauthorized');
  if (!secretsEqual(given, `Bearer ${token}`)) throw new GatewayOpsError('invalid_token');
}

/** `/health` (alive), `/ready` (can serve), `/metrics` (Prometheus), `/openapi.json`. */
export function registerOperations(server: FastifyInstance, operations: Operations): void {
  const { service, health, metrics } = operations;
  server.get('/health', async () => ({ status: 'alive', service }));
  server.get('/ready', async (_request, reply) => {
    const readiness = await health.readiness();
    const serves = readiness.status === 'ready' || readiness.status === 'degraded';
    return reply.code(serves ? 200 : 503).send(readiness);
  });
  server.get('/metrics', async (request, reply) => {
    admitToMetrics(request, operations.metricsToken);
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.render());
  });
  server.get('/openapi.json', async (_request, reply) => reply.send(await operations.document()));
}
