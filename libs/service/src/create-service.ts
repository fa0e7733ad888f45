import 'reflect-metadata';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServiceEnvironment } from './environment/service-environment.js';
import { refuseUndeclaredEndpoints } from './http/access-declaration.js';
import { Edge } from './http/edge.js';
import { ErrorFilter } from './http/error-filter.js';
import { registerOperations } from './http/operations.js';
import { refuseUnvalidatedParameters } from './http/parameter-check.js';
import { requestIdOf } from './http/request-id.js';
import { decorateAnswer, registerRequestHooks } from './http/request-hooks.js';
import { registerRouteList, type ServedRoute } from './http/route-list.js';
import { RouteTable } from './http/route-table.js';
import { answerClientError, createHttpServer } from './http/server.js';
import { createValidation } from './http/validation.js';
import { ServiceIdentity } from './internal/internal-guard.js';
import { RunningService } from './running-service.js';
import { ShutdownHooks } from './lifecycle/shutdown.js';
import { createLogger, type Logger } from './logging/logger.js';
import { NestLogger } from './logging/nest-logger.js';
import { HealthRegistry } from './observability/health.js';
import { Metrics } from './observability/metrics.js';
import { startTracing } from './observability/tracing.js';
import { buildOpenApi, type ApiDescription, type OpenApiDocument } from './openapi/build-openapi.js';
import { ServiceModule, type ServiceParts } from './service-module.js';
import { WireServer, type WireFront } from './wire/wire-server.js';

/** What `configure` may add to before the service listens. */
export interface ServiceContext extends ServiceParts {
  app: NestFastifyApplication;
  fastify: FastifyInstance;
  edge: Edge;
  environment: ServiceEnvironment;
}

/** Serves requests below Fastify. It sets the headers of {@link Edge} and counts the requests itself. */
export interface Front {
  /** What it serves, for the list of all routes. */
  readonly routes: readonly ServedRoute[];
  /** Serves a request and returns true, or returns false and leaves it to Fastify. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Serves simple requests below Node's HTTP library as well. */
  readonly wire?: WireFront;
}

export interface ServiceOptions {
  /** `gateway`, `auth`, …: in logs, metrics, traces and service tokens. */
  name: string;
  module: Type | DynamicModule;
  environment: ServiceEnvironment;
  /** Makes `/openapi.json`. Without it only the operational paths are described. */
  api?: ApiDescription;
  /** Runs when the app's modules are made, before it listens: routes on Fastify, microservices, a front. */
  configure?: (context: ServiceContext) => Promise<Front | void> | Front | void;
  /** Another log than stdout's, for tests. */
  logger?: Logger;
}

/** The front is known only after the server is made; until then there is none. */
interface FrontHolder {
  front: Front | undefined;
}

function createAdapter(options: ServiceOptions, edge: Edge, filter: ErrorFilter, holder: FrontHolder): FastifyAdapter {
  const { environment } = options;
  return new FastifyAdapter({
    serverFactory: (handler: (request: IncomingMessage, response: ServerResponse) => void): Server =>
      createHttpServer(environment, (request, response) => {
        if (holder.front === undefined || !holder.front.handle(request, response)) handler(request, response);
      }),
    bodyLimit: environment.REQUEST_BYTES_MAX,
    trustProxy: (address: string) => edge.proxies.trusts(address),
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers['x-request-id']),
    requestIdHeader: false,
    logger: false,
    return503OnClosing: false,
    forceCloseConnections: false,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 2_048 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      decorateAnswer(edge, request, reply);
      filter.answer(error, request, reply);
    },
  });
}

function controllersOf(app: INestApplication): Type[] {
  const modules = [...app.get(ModulesContainer).values()];
  return modules.flatMap((module) => [...module.controllers.values()].map((wrapper) => wrapper.metatype as Type));
}

function documentOf(options: ServiceOptions): () => Promise<OpenApiDocument> {
  const { name } = options;
  const api = options.api ?? { service: name, title: `GatewayOps ${name}`, description: '', controllers: [] };
  let document: Promise<OpenApiDocument> | undefined;
  return () => (document ??= buildOpenApi(api));
}

function createParts({ name, environment, logger }: ServiceOptions): ServiceParts {
  return {
    logger: logger ?? createLogger({ service: name, level: environment.LOG_LEVEL }),
    metrics: new Metrics({ service: name }),
    health: new HealthRegistry(),
    shutdown: new ShutdownHooks(),
    identity: new ServiceIdentity(name, environment.INTERNAL_SECRET),
  };
}

/**
 * Makes a service and lets it listen, without touching the process: no signals, no exit. Tests use this; `main.ts` uses
 * `startService`.
 * @throws the error of a port that is taken, of a module that cannot start, of a parameter without a schema
 */
export async function createService(options: ServiceOptions): Promise<RunningService> {
  const { environment } = options;
  const parts = createParts(options);
  const edge = new Edge(environment);
  const routes = new RouteTable();
  const filter = new ErrorFilter(parts.logger, routes);
  const holder: FrontHolder = { front: undefined };
  await exportSpans(options, parts);

  class Root {}
  Module({ imports: [ServiceModule.of(parts), options.module] })(Root);
  const app = await NestFactory.create<NestFastifyApplication>(Root, createAdapter(options, edge, filter, holder), {
    logger: new NestLogger(parts.logger),
    abortOnError: false,
    // Nest would take forms too; JSON is all that our APIs speak.
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const controllers = controllersOf(app);
  refuseUnvalidatedParameters(controllers);
  refuseUndeclaredEndpoints(controllers);
  fastify.removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
  fastify.addHook('onRoute', (route) => routes.add(route.method, route.url));
  registerRequestHooks(fastify, { edge, ...parts });
  const { health, metrics } = parts;
  const metricsToken = environment.METRICS_TOKEN;
  registerOperations(fastify, { service: options.name, health, metrics, metricsToken, document: documentOf(options) });
  registerRouteList(fastify, parts.identity, routes, () => holder.front?.routes ?? []);
  app.useGlobalFilters(filter);
  app.useGlobalPipes(createValidation());
  holder.front = (await options.configure?.({ ...parts, app, fastify, edge, environment })) ?? undefined;
  const wire = holder.front?.wire;
  const wireServer = wire ? new WireServer(app.getHttpServer() as Server, environment, wire) : null;
  const service = new RunningService(options.name, app, parts, environment, wireServer);
  await service.listen();
  return service;
}

async function exportSpans({ name, environment }: ServiceOptions, parts: ServiceParts): Promise<void> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return;
  parts.shutdown.register('close', 'tracing', await startTracing({ service: name, endpoint }));
}
