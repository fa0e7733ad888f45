#!/usr/bin/env node
/**
 * Writes src/api/generated/{service}.ts from docs/openapi/{service}.json, in the shape that openapi-fetch asks for: `paths`
 * and, by name, `components`. openapi-typescript would do it, and needs a compiler API that TypeScript 7 has not.
 *
 *   node apps/web/generate-api-types.mjs           writes
 *   node apps/web/generate-api-types.mjs --check   fails where a file is not what the document says
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const SERVICES = ['auth', 'cost', 'trace', 'alert', 'gateway'];
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const PLACES = ['query', 'header', 'path', 'cookie'];
const folder = new URL('src/api/generated/', import.meta.url);

const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const nameOf = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
const union = (types) => [...new Set(types)].join(' | ');
const block = (lines, pad) =>
  lines.length === 0 ? '{}' : `{\n${lines.map((line) => `${pad}  ${line}`).join('\n')}\n${pad}}`;
const remark = (text) => (text ? `/** ${text.replaceAll('*/', '*∕').replaceAll('\n', ' ')} */ ` : '');

/** Those that contain themselves: only a type of its own may, not a field of `components`. */
let recursive = new Set();
const referenceTo = (name) =>
  recursive.has(name) ? recursiveName(name) : `components['schemas'][${JSON.stringify(name)}]`;
const recursiveName = (name) => `Recursive${name.replaceAll(/\W/g, '_')}`;

/** A type for a JSON Schema. @throws Error for a keyword that is not known here */
function typeOf(schema, pad) {
  if (schema === true || schema === undefined) return 'unknown';
  if (schema.$ref !== undefined) return referenceTo(nameOf(schema.$ref));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)));
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return union(variants.map((variant) => typeOf(variant, pad)));
  if (schema.allOf !== undefined) return schema.allOf.map((part) => `(${typeOf(part, pad)})`).join(' & ');
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type }, pad)));
  return plainType(schema, pad);
}

function plainType(schema, pad) {
  switch (schema.type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return schema.prefixItems === undefined
        ? `(${typeOf(schema.items, pad)})[]`
        : `[${schema.prefixItems.map((item) => typeOf(item, pad)).join(', ')}]`;
    case 'object':
    case undefined:
      return objectType(schema, pad);
    default:
      throw new Error(`type ${schema.type} is not known`);
  }
}

function objectType(schema, pad) {
  const rest = schema.additionalProperties;
  if (schema.properties === undefined) {
    if (rest === undefined) return schema.type === 'object' ? 'Record<string, unknown>' : 'unknown';
    return rest === false ? 'Record<string, never>' : `{ [key: string]: ${typeOf(rest, pad)} }`;
  }
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(
    ([name, property]) =>
      `${remark(property.description)}${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(property, `${pad}  `)};`,
  );
  const open = rest !== undefined && rest !== false && Object.keys(rest).length > 0;
  return block(lines, pad) + (open ? ` & { [key: string]: ${typeOf(rest, pad)} }` : '');
}

function parametersOf(parameters, pad) {
  const lines = PLACES.map((place) => {
    const here = parameters.filter((parameter) => parameter.in === place);
    if (here.length === 0) return `${place}?: never;`;
    const optional = here.every((parameter) => !parameter.required);
    const fields = here.map(
      ({ name, required, schema, description }) =>
        `${remark(description)}${key(name)}${required ? '' : '?'}: ${typeOf(schema, `${pad}    `)};`,
    );
    return `${place}${optional ? '?' : ''}: ${block(fields, `${pad}  `)};`;
  });
  return block(lines, pad);
}

function contentOf(content, pad) {
  if (content === undefined) return 'content?: never;';
  const lines = Object.entries(content).map(
    ([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema, `${pad}    `)};`,
  );
  return `content: ${block(lines, `${pad}  `)};`;
}

function operationOf(operation, shared, pad) {
  const inner = `${pad}  `;
  const body = operation.requestBody;
  const responses = Object.entries(operation.responses ?? {}).map(
    ([status, { content }]) =>
      `${status}: ${block(['headers: Record<string, unknown>;', contentOf(content, `${inner}    `)], `${inner}  `)};`,
  );
  return block(
    [
      `parameters: ${parametersOf([...shared, ...(operation.parameters ?? [])], inner)};`,
      body === undefined
        ? 'requestBody?: never;'
        : `requestBody${body.required ? '' : '?'}: ${block([contentOf(body.content, `${inner}  `)], inner)};`,
      `responses: ${block(responses, inner)};`,
    ],
    pad,
  );
}

function fileOf(service) {
  const document = JSON.parse(readFileSync(new URL(`../../docs/openapi/${service}.json`, import.meta.url), 'utf8'));
  const named = Object.entries(document.components?.schemas ?? {});
  recursive = new Set(
    named
      .filter(([name, schema]) => JSON.stringify(schema).includes(`"#/components/schemas/${name}"`))
      .map(([name]) => name),
  );
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const lines = METHODS.map((method) =>
      item[method] === undefined
        ? `${method}?: never;`
        : `${remark(item[method].summary)}${method}: ${operationOf(item[method], item.parameters ?? [], '    ')};`,
    );
    return `${JSON.stringify(path)}: ${block([`parameters: ${parametersOf([], '    ')};`, ...lines], '  ')};`;
  });
  const schemas = named.map(
    ([name, schema]) => `${key(name)}: ${recursive.has(name) ? recursiveName(name) : typeOf(schema, '    ')};`,
  );
  const aliases = named
    .filter(([name]) => recursive.has(name))
    .map(([name, schema]) => `export type ${recursiveName(name)} = ${typeOf(schema, '')};`);
  return [
    `/* Written by apps/web/generate-api-types.mjs from docs/openapi/${service}.json. */`,
    ...aliases,
    `export interface paths ${block(paths, '')}`,
    `export interface components ${block([`schemas: ${block(schemas, '  ')};`], '')}`,
    '',
  ].join('\n');
}

const check = process.argv.includes('--check');
const stale = [];
mkdirSync(folder, { recursive: true });
for (const service of SERVICES) {
  const file = new URL(`${service}.ts`, folder);
  const text = fileOf(service);
  if (!check) writeFileSync(file, text);
  else if (read(file) !== text) stale.push(`src/api/generated/${service}.ts`);
}
if (stale.length > 0) {
  process.stderr.write(`${stale.join(', ')}: not what docs/openapi says. Run node apps/web/generate-api-types.mjs\n`);
  process.exitCode = 1;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
