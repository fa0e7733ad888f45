import { z } from 'zod';

/** A JSON schema as an OpenAPI 3.1 document has it; only what samples are made from. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: z.looseObject({}),
});
const Operation = z.looseObject({
  parameters: z.array(Parameter).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })) }).optional(),
  security: z.array(z.unknown()).optional(),
  'x-required-permission': z.string().optional(),
}); // prettier-ignore
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})).optional() }).optional(),
});

/** One operation of a service's API. */
export interface Endpoint {
  service: string;
  method: string;
  /** As `/v1/teams/{id}`. */
  path: string;
  /** Names in the path's braces. */
  pathParameters: readonly string[];
  queryParameters: readonly { name: string; required: boolean; schema: JsonSchema }[];
  body: JsonSchema | null;
  /** Whether it takes no credential. */
  isOpen: boolean;
  /** Permission, `person` or `operator`; null where the document does not say. */
  requirement: string | null;
}

export const nameOf = ({ service, method, path }: Endpoint): string => `${service} ${method} ${path}`;

/** The operations of a document, and its named schemas. @throws ZodError where it is no OpenAPI document */
export function readDocument(
  service: string,
  json: unknown,
): { endpoints: Endpoint[]; schemas: Record<string, JsonSchema> } {
  const document = Document.parse(json);
  const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => endpointOf(service, method.toUpperCase(), path, operation)),
  );
  return { endpoints, schemas: (document.components?.schemas ?? {}) as Record<string, JsonSchema> };
}

function endpointOf(service: string, method: string, path: string, operation: z.infer<typeof Operation>): Endpoint {
  const parameters = operation.parameters ?? [];
  const content = operation.requestBody?.content['application/json'];
  return {
    service,
    method,
    path,
    pathParameters: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string),
    queryParameters: parameters
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, required, schema }) => ({ name, required: required === true, schema: schema as JsonSchema })),
    body: content ? (content.schema as JsonSchema) : null,
    isOpen: operation.security === undefined,
    requirement: operation['x-required-permission'] ?? null,
  };
}
