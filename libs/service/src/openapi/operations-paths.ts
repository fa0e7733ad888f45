import type { OpenAPIObject } from '@nestjs/swagger';

type Responses = NonNullable<OpenAPIObject['paths'][string]['get']>['responses'];

const json = (description: string, properties: Record<string, object>) => ({
  description,
  content: {
    'application/json': { schema: { type: 'object' as const, properties, required: Object.keys(properties) } },
  },
});

const readiness = (description: string) =>
  json(description, {
    status: { type: 'string', enum: ['ready', 'degraded', 'unavailable', 'shutting_down'] },
    dependencies: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        properties: {
          state: { type: 'string', enum: ['up', 'degraded', 'down'] },
          detail: { type: 'string' },
          critical: { type: 'boolean' },
        },
        required: ['state', 'critical'],
      },
    },
  });

const operation = (operationId: string, summary: string, responses: Responses) => ({
  get: { operationId, summary, tags: ['Operations'], parameters: [], responses },
});

/** The paths that every service has; see `http/operations.ts`. */
export const operationsPaths = (service: string): OpenAPIObject['paths'] => ({
  '/health': operation('getHealth', 'Whether the process is alive', {
    200: json('Alive', { status: { type: 'string', const: 'alive' }, service: { type: 'string', const: service } }),
  }),
  '/ready': operation('getReadiness', 'Whether the service can serve, with the state of each dependency', {
    200: readiness('Serving, perhaps degraded'),
    503: readiness('A critical dependency is down, or the process is shutting down'),
  }),
  '/metrics': operation('getMetrics', 'Metrics for Prometheus', {
    200: { description: 'Text format 0.0.4', content: { 'text/plain': { schema: { type: 'string' } } } },
    401: { description: 'METRICS_TOKEN is set and was not sent' },
    403: { description: 'METRICS_TOKEN is not set and the request is not from this machine' },
  }),
  '/openapi.json': operation('getOpenApi', 'This document', {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
  }),
});
