import { GatewayOpsError } from '@gatewayops/contracts';

const DAY_MS = 86_400_000;

interface Period {
  start_date: string;
  end_date: string;
}

/** Days as queries take them. @throws GatewayOpsError `validation_error` for none, and for more than `rangeDaysMax` */
export function periodOf(
  { start_date, end_date }: Period,
  rangeDaysMax: number,
): { startDate: string; endDate: string } {
  const days = (Date.parse(end_date) - Date.parse(start_date)) / DAY_MS + 1;
  if (days < 1) throw invalid('end_date', 'must not be before start_date');
  if (days > rangeDaysMax) throw invalid('end_date', `must make at most ${rangeDaysMax} days with start_date`);
  return { startDate: start_date, endDate: end_date };
}

/** That a field of a query cannot be used, and why. */
export const invalid = (field: string, message: string): GatewayOpsError =>
  new GatewayOpsError('validation_error', { details: [{ field, message }] });
