import { QueryFailedError } from 'typeorm';

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What the driver threw. TypeORM's own error carries the statement's parameters, which must not reach a log. */
export function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? error.driverError : error;
}

/** The five-character SQLSTATE of a failure that the server reported, else null. */
export function sqlState(error: unknown): string | null {
  const code = (driverErrorOf(error) as { code?: unknown } | null)?.code;
  return typeof code === 'string' && SQLSTATE.test(code) ? code : null;
}

/** The name of the unique constraint or index that a write ran into, else null. PostgreSQL, appendix A: 23505. */
export function violatedUniqueConstraint(error: unknown): string | null {
  return sqlState(error) === '23505' ? constraintOf(error) : null;
}

/** The name of the foreign key that a write ran into, else null. PostgreSQL, appendix A: 23503. */
export function violatedForeignKey(error: unknown): string | null {
  return sqlState(error) === '23503' ? constraintOf(error) : null;
}

function constraintOf(error: unknown): string {
  return (driverErrorOf(error) as { constraint?: string }).constraint ?? '';
}

/**
 * Whether the database, rather than the statement, is at fault: classes 08 (connection), 53 (resources), 57 (operator, or a
 * statement's timeout) and 58 (system). PostgreSQL, appendix A.
 */
export function isUnavailability(state: string): boolean {
  return /^(08|53|57|58)/.test(state);
}

/** Whether others were in the way, so that a repeat may go through: lock timeout, serialisation failure, deadlock. */
export function isContention(state: string): boolean {
  return state === '55P03' || state === '40001' || state === '40P01';
}
