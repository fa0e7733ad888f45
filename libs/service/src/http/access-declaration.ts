import { SetMetadata, type CustomDecorator, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';

const DECLARATION = 'gatewayops:access';

/** Who may call an endpoint, as it says of itself. `requires` is read by the guard of `libs/access`. */
export type AccessDeclaration =
  { kind: 'public'; reason: string } | { kind: 'internal' } | { kind: 'requires'; rule: object };

export const declareAccess = (declaration: AccessDeclaration): CustomDecorator => SetMetadata(DECLARATION, declaration);

/** What a handler says, or else its controller. `reflectTo`: the handler and its class. */
export function accessDeclared(handler: object, controller: object): AccessDeclaration | undefined {
  const read = (target: object) => Reflect.getMetadata(DECLARATION, target) as AccessDeclaration | undefined;
  return read(handler) ?? read(controller);
}

/** An endpoint that asks for no credential, and why it can do without. */
export const Public = (reason: string): ClassDecorator & MethodDecorator => declareAccess({ kind: 'public', reason });

/** Handlers of a controller that do not say who may call them. */
export function undeclaredEndpoints(controller: Type): string[] {
  const prototype = controller.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor' && typeof prototype[name] === 'function')
    .filter((name) => Reflect.getMetadata(METHOD_METADATA, prototype[name] as object) !== undefined)
    .filter((name) => accessDeclared(prototype[name] as object, controller) === undefined)
    .map((name) => `${controller.name}.${name}`);
}

/**
 * Refuses to start with an endpoint that does not say who may call it: one that was forgotten would be open.
 * @throws Error that names each of them
 */
export function refuseUndeclaredEndpoints(controllers: Iterable<Type>): void {
  const found = [...controllers].flatMap(undeclaredEndpoints);
  if (found.length === 0) return;
  throw new Error(
    `Endpoints that do not say who may call them: ${found.join('; ')}. Use @Requires, @Internal or @Public.`,
  );
}
