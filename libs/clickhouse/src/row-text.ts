/**
 * Pieces of rows in JSONEachRow, for workers that write them out by hand: a row object for JSON.stringify would cost more than
 * all else that such a worker does.
 */

/** A text as JSON. ClickHouse refuses an escaped half of a surrogate pair, and with it the whole batch: it is replaced. */
export const quoteText = (text: string): string => JSON.stringify(text.isWellFormed() ? text : text.toWellFormed());

export function quoteTexts(texts: Readonly<Record<string, string>>): string {
  let json = '';
  for (const name of Object.keys(texts)) {
    json += `${json === '' ? '{' : ','}${quoteText(name)}:${quoteText(texts[name] ?? '')}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

/** Micro-dollars as the dollars of a `Decimal64(6)`, in quotes: six places, no float in between. */
export function quoteDollars(microUsd: number): string {
  const digits = String(microUsd).padStart(7, '0');
  return `"${digits.slice(0, -6)}.${digits.slice(-6)}"`;
}

const UINT32_MAX = 4_294_967_295;

/** A size or count for a UInt32 column; what does not fit is stored as the largest that does. */
export const uint32 = (value: number): number => (value < UINT32_MAX ? value : UINT32_MAX);

/** W3C span id, 16 hex digits, as the decimal UInt64 that is stored. */
export const spanIdNumber = (spanId: string): string => BigInt(`0x${spanId}`).toString();

/** W3C trace id, 32 hex digits, as the UUID that is stored. */
export const traceIdUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
