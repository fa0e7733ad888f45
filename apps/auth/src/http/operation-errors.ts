import type { ErrorCode } from '@gatewayops/contracts';
import { ACCESS_ERRORS, BODY_ERRORS } from '@gatewayops/service';

/** What reading a thing or a list can fail with. */
export const READ_ERRORS: readonly ErrorCode[] = [
  ...ACCESS_ERRORS,
  'validation_error',
  'not_found',
  'service_unavailable',
];

/** What a change without a body can fail with. */
export const CHANGE_ERRORS = READ_ERRORS;

/** What a change with a body can fail with. */
export const WRITE_ERRORS: readonly ErrorCode[] = [...READ_ERRORS, ...BODY_ERRORS];
