import { isUtf8 } from 'node:buffer';
import { isJson, isObject, sliceOf } from '../raw/slice.js';
import { forgetSearch } from '../raw/scan.js';
import type { RestAnswer } from './rest-exchange.js';

/** A tool's result, raw, of 2026-07-28. */
export interface ToolResult {
  body: Buffer;
  isError: boolean;
}

/** Of a refusal's body, this much is told. */
const REFUSAL_CHARS_MAX = 4_096;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const COMPLETE = '"resultType":"complete"';
const JSON_TYPE = /^[a-z]+\/([^;\s]+\+)?json\s*(;|$)/i;
const TEXT_TYPE = /^(text\/|application\/(([^;\s]+\+)?xml|javascript|yaml|x-yaml|x-ndjson|x-www-form-urlencoded)\b)/i;

/** What a service answered as a tool's result. @param isObjectPromised whether the tool has an output schema */
export function restResult(answer: RestAnswer, isObjectPromised: boolean): ToolResult {
  const { status, contentType } = answer;
  if (status < 200 || status >= 300) return failed(refusalText(answer));
  const body = asUtf8(answer.body);
  forgetSearch();
  const json = JSON_TYPE.test(contentType) ? sliceOf(body) : null;
  if (isObject(json) && isJson(json)) return structured(body);
  if (isObjectPromised) {
    const what = contentType === '' ? 'something without a type' : contentType;
    return failed(
      `HTTP ${status}: the service answered ${what}, where its document promises a JSON object.\n${beginning(answer)}`,
    );
  }
  return { body: result(contentBlock(answer)), isError: false };
}

/** JSON goes into a message, which must be UTF-8 and has no byte order mark within. */
function asUtf8(body: Buffer): Buffer {
  const unmarked = body.subarray(0, 3).equals(BYTE_ORDER_MARK) ? body.subarray(3) : body;
  return isUtf8(unmarked) ? unmarked : Buffer.from(unmarked.toString());
}

/** A result that says that the tool failed. */
export function failed(text: string): ToolResult {
  return { body: Buffer.from(`{${COMPLETE},"content":[${textBlock(text)}],"isError":true}`), isError: true };
}

/** The object's own bytes, and the same as text for who reads only that (2026-07-28, server, tools, structured content). */
function structured(body: Buffer): ToolResult {
  const content = `"content":[${textBlock(decoded(body, ''))}]`;
  const parts = [Buffer.from(`{${COMPLETE},${content},"structuredContent":`), body, Buffer.from('}')];
  return { body: Buffer.concat(parts), isError: false };
}

const result = (block: string): Buffer => Buffer.from(`{${COMPLETE},"content":[${block}]}`);

function contentBlock({ status, contentType, body }: RestAnswer): string {
  if (body.length === 0) return textBlock(`HTTP ${status}`);
  const [mimeType = ''] = contentType.toLowerCase().split(';').map((part) => part.trim()); // prettier-ignore
  if (contentType === '' || JSON_TYPE.test(contentType) || TEXT_TYPE.test(contentType)) {
    return textBlock(decoded(body, contentType));
  }
  const data = body.toString('base64');
  const type = JSON.stringify(mimeType);
  if (/^image\/(?!svg)/.test(mimeType)) return `{"type":"image","data":"${data}","mimeType":${type}}`;
  if (mimeType.startsWith('audio/')) return `{"type":"audio","data":"${data}","mimeType":${type}}`;
  return `{"type":"resource","resource":{"uri":"answer:body","mimeType":${type},"blob":"${data}"}}`;
}

const textBlock = (text: string): string => `{"type":"text","text":${JSON.stringify(text)}}`;

function refusalText(answer: RestAnswer): string {
  const { status, location } = answer;
  const where = location === null ? '' : ` to ${location.slice(0, 500)}, which is not followed`;
  if (status >= 300 && status < 400) return `HTTP ${status}: the service redirects${where}.`;
  const text = beginning(answer);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}\n${text}`;
}

function beginning({ body, contentType }: RestAnswer): string {
  if (contentType !== '' && !JSON_TYPE.test(contentType) && !TEXT_TYPE.test(contentType)) return '';
  const text = decoded(body.subarray(0, REFUSAL_CHARS_MAX * 4), contentType);
  return text.length > REFUSAL_CHARS_MAX ? `${text.slice(0, REFUSAL_CHARS_MAX).toWellFormed()}…` : text;
}

/** Text in the charset that its type names; UTF-8 without, and where the name is unknown. */
function decoded(body: Buffer, contentType: string): string {
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString();
  }
}
