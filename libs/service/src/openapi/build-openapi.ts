import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { operationsPaths } from './operations-paths.js';
import { convertSchema } from './schema-converter.js';

/** The public API of a service; what `/openapi.json` and `docs/openapi/<service>.json` are made of. */
export interface ApiDescription {
  service: string;
  title: string;
  description: string;
  controllers: Type[];
  /** Paths that no controller serves, in OpenAPI's own form. */
  paths?: OpenAPIObject['paths'];
}

export type OpenApiDocument = OpenAPIObject;

/** The OpenAPI 3.1 document of an API. Nothing is instantiated or connected: only the decorators are read. */
export async function buildOpenApi(api: ApiDescription): Promise<OpenApiDocument> {
  class Described {}
  Module({ controllers: api.controllers.map(standIn) })(Described);
  const app = await NestFactory.create(Described, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const config = new DocumentBuilder()
    .setTitle(api.title)
    .setDescription(api.description)
    .setVersion('1.0.0')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'opaque',
      description: 'An API key, `gwo_…`, or the admin token',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: convertSchema });
  const paths = sorted({ ...document.paths, ...api.paths, ...operationsPaths(api.service) });
  const components = { ...document.components, schemas: sorted({ ...document.components?.schemas }) };
  const { title, description, version } = document.info;
  const info = { title, description, version };
  const whole = { openapi: document.openapi, info, servers: [{ url: '/' }], paths, components };
  return JSON.parse(JSON.stringify(whole)) as OpenApiDocument;
}

const INJECTED = [
  'design:paramtypes',
  'self:paramtypes',
  '__guards__',
  '__interceptors__',
  '__pipes__',
  '__exceptionFilters__',
];

/** A controller with the same routes that needs nothing injected, as Nest resolves dependencies even in a preview. */
function standIn(controller: Type): Type {
  class StandIn extends controller {}
  Object.defineProperty(StandIn, 'name', { value: controller.name });
  for (const key of INJECTED) Reflect.defineMetadata(key, [], StandIn);
  for (const name of Object.getOwnPropertyNames(controller.prototype)) standInFor(StandIn, controller, name);
  return StandIn;
}

/** A handler may have guards of its own, which stand on the function itself. */
function standInFor(StandIn: Type, controller: Type, name: string): void {
  const handler = (controller.prototype as Record<string, unknown>)[name];
  if (name === 'constructor' || typeof handler !== 'function') return;
  // What describes the parameters is found by the function's name.
  const copy = Object.defineProperty(() => undefined, 'name', { value: name });
  for (const key of Reflect.getMetadataKeys(handler) as string[]) {
    if (!INJECTED.includes(key)) Reflect.defineMetadata(key, Reflect.getMetadata(key, handler), copy);
  }
  Object.defineProperty(StandIn.prototype, name, { value: copy, configurable: true, writable: true });
}

const sorted = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))) as T;

/**
 * The whole of an app's `openapi.ts`: writes the document to `file`, or with `--check` in `argv` compares them.
 * @returns the exit code
 */
export async function writeOpenApi(api: ApiDescription, file: URL, argv: readonly string[]): Promise<number> {
  const text = `${JSON.stringify(await buildOpenApi(api), null, 2)}\n`;
  if (argv.includes('--check')) {
    const found = await readFile(file, 'utf8').catch(() => '');
    if (found === text) return 0;
    process.stderr.write(
      `${fileURLToPath(file)} is not what the code says: run the openapi command of ${api.service}\n`,
    );
    return 1;
  }
  await mkdir(dirname(fileURLToPath(file)), { recursive: true });
  await writeFile(file, text);
  return 0;
}
