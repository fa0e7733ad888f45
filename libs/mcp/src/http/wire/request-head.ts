import { WireError } from './wire-error.js';

/** `name: value` (RFC 9110, sections 5.1 and 5.5): the name a token, the value without control characters and within latin1. */
const LINE = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+: [\t\x20-\x7e\x80-\xff]*$/;
/** A path and query as WHATWG URLs print them, which a request line can carry (RFC 9112, section 3.2.1). */
const TARGET = /^\/[\x21-\x7e]*$/;

/** One line of a request's head. @throws WireError when the name or the value could break out of it */
export function headerLine(name: string, value: string): string {
  const line = `${name}: ${value}`;
  if (!LINE.test(line)) throw new WireError('WIRE_INVALID_REQUEST', 'a header cannot be sent');
  return `${line}\r\n`;
}

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** @throws WireError when the target could break out of its line */
export function requestLine(method: HttpMethod, target: string): string {
  if (!TARGET.test(target)) throw new WireError('WIRE_INVALID_REQUEST', 'the path cannot be sent');
  return `${method} ${target} HTTP/1.1\r\n`;
}
