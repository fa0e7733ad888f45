const PLAIN_VALUE = /^[\x20-\x7e\t]*$/;

/**
 * A value for `Mcp-Name` and `Mcp-Param-*`: as it is, or as base64 of its UTF-8 between `=?base64?` and `?=` where a header
 * could not carry it, and where it would be taken for such (2026-07-28, streamable HTTP).
 */
export function headerValue(text: string): string {
  if (PLAIN_VALUE.test(text) && text.trim() === text && !(text.startsWith('=?base64?') && text.endsWith('?='))) {
    return text;
  }
  return `=?base64?${Buffer.from(text).toString('base64')}?=`;
}
