import { connect } from 'node:net';
import { Body, Controller, Get, Inject, Module, Param, Post, Query, type Type } from '@nestjs/common';
import { ErrorBody, GatewayOpsError } from '@gatewayops/contracts';
import { z } from 'zod';
import { createService } from './create-service.js';
import { Public } from './http/access-declaration.js';
import { parseEnvironment } from './environment/read-environment.js';
import { serviceEnvironment } from './environment/service-environment.js';
import { Internal, CallingService } from './internal/internal-guard.js';
import { createLogger } from './logging/logger.js';
import { HealthRegistry } from './observability/health.js';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from './openapi/operation.js';
import type { RunningService } from './running-service.js';

const Thing = z.object({ name: z.string().min(1), size: z.number().int().default(3) }).meta({ id: 'Thing' });
const ThingQuery = z.object({ limit: z.coerce.number().int().max(9).default(5) });
export const SECRET = 's'.repeat(32);

@Public('it is a fixture')
@Controller('/v1/things')
export class ThingController {
  constructor(@Inject(HealthRegistry) readonly health: HealthRegistry) {}

  @Post()
  @Operation({
    id: 'createThing',
    summary: 'Makes one',
    status: 201,
    answer: Thing,
    errors: [...ACCESS_ERRORS, ...BODY_ERRORS],
  })
  create(@Body({ schema: Thing }) thing: z.infer<typeof Thing>) {
    return thing;
  }

  @Get(':id')
  @Operation({ id: 'getThing', summary: 'Reads one', status: 200, answer: Thing, errors: ['not_found'] })
  read(
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: ThingQuery }) query: z.infer<typeof ThingQuery>,
  ) {
    if (id.endsWith('0')) throw new GatewayOpsError('not_found');
    if (id.endsWith('1')) throw new Error('secret detail');
    return { name: id, size: query.limit };
  }
}

@Internal('gateway')
@Controller('/internal/v1/things')
export class InternalController {
  @Get()
  read(@CallingService() caller: string) {
    return { caller };
  }
}

@Public('it is a fixture')
@Controller('/v1/loose')
export class LooseController {
  @Post()
  create(@Body() body: object) {
    return body;
  }
}

export const moduleOf = (...controllers: Type[]): Type => {
  class AppModule {}
  Module({ controllers })(AppModule);
  return AppModule;
};

/** What the service logged. */
export const lines: string[] = [];
export const start = (overrides: Record<string, string> = {}, module = moduleOf(ThingController, InternalController)) =>
  createService({
    name: 'things',
    module,
    environment: parseEnvironment(z.object(serviceEnvironment), {
      PORT: '0', INTERNAL_SECRET: SECRET, ADMIN_TOKEN: 'a'.repeat(32), ...overrides,
    }), // prettier-ignore
    logger: createLogger({
      service: 'things',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
    api: { service: 'things', title: 'Things', description: '', controllers: [ThingController, InternalController] },
    configure: ({ fastify }) => {
      fastify.get('/slow', async () => new Promise((resolve) => setTimeout(() => resolve({ slept: true }), 300)));
      fastify.get('/huge', async (_request, reply) => reply.type('text/plain').send('x'.repeat(50_000_000)));
    },
  });

/** Sends bytes on a bare connection and collects what comes back until it closes. */
export const exchange = (port: number, text: string, end = false): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => (end ? socket.end(text) : socket.write(text)));
    socket.setTimeout(5_000, () => reject(new Error(`no end after: ${answer}`)));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => (socket.destroy(), resolve(answer)));
    socket.on('error', reject);
  });

export const codeOf = (body: unknown) => ErrorBody.parse(body).error.code;

/** Asks a service over HTTP and reads its JSON. */
export const callOf = (service: () => RunningService) => {
  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${service().url}${path}`, init);
    return { response, body: (await response.json()) as unknown };
  };
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    call('/v1/things', { method: 'POST', body, headers });
  return { call, post };
};
