import { StandardSchemaValidationPipe, type PipeTransform } from '@nestjs/common';
import { GatewayOpsError, type ErrorDetail } from '@gatewayops/contracts';

const DETAILS_MAX = 50;

type Issue = Parameters<
  NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory'] & {}
>[0][number];

function toDetail(issue: Issue): ErrorDetail {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  return { field: path.join('.'), message: issue.message };
}

/**
 * Checks each `@Body`, `@Query` and `@Param` against its `{ schema }` and hands on what the schema made of it. Fails with
 * 400 `validation_error` that names at most 50 fields.
 */
export function createValidation(): PipeTransform {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new GatewayOpsError('validation_error', { details: issues.slice(0, DETAILS_MAX).map(toDetail) }),
  });
}
