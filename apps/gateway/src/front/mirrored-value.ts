/** How a header carries a value that is not plain visible ASCII (2026-07-28, Streamable HTTP, Value Encoding). */
const ENCODED = /^=\?base64\?(.*)\?=$/;
const PLAIN = /^[\x20-\x7e\t]*$/;

/** The value that a header repeats from the body; null where it is encoded wrongly, or should have been encoded. */
export function mirroredValue(header: string): string | null {
  const trimmed = header.trim();
  const encoded = ENCODED.exec(trimmed)?.[1];
  if (encoded === undefined) return PLAIN.test(trimmed) ? trimmed : null;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded ? bytes.toString('utf8') : null;
}
