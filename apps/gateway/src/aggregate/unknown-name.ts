import { GatewayOpsError } from '@gatewayops/contracts';
import { RPC, ProtocolFailure } from '../front/protocol-failure.js';
import type { Operation } from '../request-path/operation.js';

/** What revisions up to 2025-11-25 say of a resource that does not exist (Resources, Error Handling). */
const LEGACY_RESOURCE_NOT_FOUND = -32_002;

/**
 * What is not there, or not for this key: which of both is not told. `exposed` is the name that the caller used.
 * Codes: 2026-07-28 and 2025-11-25, Tools, Prompts and Resources, Error Handling.
 */
export function unknownName({ operation }: { readonly operation: Operation }, exposed = operation.name): GatewayOpsError {
  const { subject, surface, era, method } = operation;
  const name = exposed.slice(0, 128);
  if (surface === 'rest') return new GatewayOpsError('not_found', { message: `There is no ${subject} \`${name}\`.` });
  if (subject === 'resource') {
    const code = era === 'legacy' ? LEGACY_RESOURCE_NOT_FOUND : RPC.invalidParams;
    return new ProtocolFailure(200, code, 'Resource not found', { uri: exposed });
  }
  const what = method.startsWith('tasks/') ? 'task' : subject === 'server' ? 'reference' : subject;
  return new ProtocolFailure(200, RPC.invalidParams, `Unknown ${what}: ${name}`);
} // prettier-ignore
