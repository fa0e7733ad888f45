import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { ERRORS, ErrorBody, type ErrorCode } from '@gatewayops/contracts';
import type { z } from 'zod';

export interface OperationDescription {
  /** Unique in the service, camelCase: `createAlertRule`. */
  id: string;
  summary: string;
  /** Also sets the status that is answered. */
  status: 200 | 201 | 202 | 204;
  /** Schema of the answer's body; null where there is none. */
  answer: z.ZodType | null;
  description?: string;
  /** What else it can fail with; see {@link ACCESS_ERRORS} and {@link BODY_ERRORS}. `internal_error` is always there. */
  errors: readonly ErrorCode[];
  /** Whether it takes no credential. */
  open?: boolean;
}

/** What every operation behind a credential can fail with. */
export const ACCESS_ERRORS = [
  'unauthorized',
  'invalid_token',
  'insufficient_permissions',
  'auth_unavailable',
] as const satisfies readonly ErrorCode[];

/** What every operation with a body can fail with. */
export const BODY_ERRORS = [
  'bad_request',
  'validation_error',
  'request_timeout',
  'payload_too_large',
  'unsupported_media_type',
] as const satisfies readonly ErrorCode[];

/** Describes a handler for `/openapi.json` and sets its status. */
export function Operation(operation: OperationDescription): MethodDecorator {
  const { id, summary, description, status, answer } = operation;
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ operationId: id, summary, ...(description ? { description } : {}) }),
    ApiResponse({ status, description: summary, ...(answer ? { standardSchema: answer } : {}) }),
    ...errorResponses(operation.errors),
    ...(operation.open ? [] : [ApiBearerAuth()]),
  );
}

function errorResponses(codes: readonly ErrorCode[]): MethodDecorator[] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set<ErrorCode>([...codes, 'internal_error'])) {
    const status = ERRORS[code].status;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return [...byStatus].map(([status, list]) => {
    const description = list.map((code) => `\`${code}\`: ${ERRORS[code].message}`).join(' ');
    return ApiResponse({ status, description, standardSchema: ErrorBody });
  });
}
