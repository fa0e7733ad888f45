import type { Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';

const CHECKED: Record<string, string> = {
  [String(RouteParamtypes.BODY)]: '@Body',
  [String(RouteParamtypes.QUERY)]: '@Query',
  [String(RouteParamtypes.PARAM)]: '@Param',
};

type ArgumentMetadata = Record<string, { index: number; schema?: unknown }>;

/** Parameters of a controller's handlers that take input without a schema, in words. */
export function unvalidatedParameters(controller: Type): string[] {
  const found: string[] = [];
  for (const method of methodsOf(controller.prototype)) {
    const metadata = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as ArgumentMetadata;
    for (const [key, { index, schema }] of Object.entries(metadata)) {
      const decorator = CHECKED[key.split(':', 1)[0] ?? ''];
      if (decorator && !schema) found.push(`${controller.name}.${method}: ${decorator} at position ${index}`);
    }
  }
  return found;
}

/**
 * Refuses to start with a handler whose input nothing checks: such a parameter passes as it came.
 * @throws Error that names each of them
 */
export function refuseUnvalidatedParameters(controllers: Iterable<Type>): void {
  const found = [...controllers].flatMap(unvalidatedParameters);
  if (found.length > 0) throw new Error(`Parameters without a schema: ${found.join('; ')}. Give each { schema }.`);
}

function methodsOf(prototype: object | null): string[] {
  const names = new Set<string>();
  for (let at = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  names.delete('constructor');
  return [...names];
}
