/**
 * Micro-USD as exact decimal dollars in their shortest form: `1500` is `0.0015`, `2000000` is `2`. Text, because a float
 * cannot hold it. Throws a RangeError for a number that is not a safe integer.
 */
export function formatMicroUsd(amount: number | bigint): string {
  if (typeof amount === 'number' && !Number.isSafeInteger(amount)) {
    throw new RangeError(`${amount} is not a whole number of micro-USD`);
  }
  const sign = amount < 0 ? '-' : '';
  const digits = String(amount).slice(sign.length).padStart(7, '0');
  const whole = digits.slice(0, -6);
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}
