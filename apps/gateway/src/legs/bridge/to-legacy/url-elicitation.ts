import { bytesOf, elementsOf, isArray, isObject, memberOf, sliceOf, stringOf, type Slice } from '@gatewayops/mcp';
import type { RoutedCall } from '../../../request-path/call.js';
import { callerOf } from './caller.js';

/** Of 2025-11-25 alone: the client has to send a person to a page first (Elicitation, URL Elicitation Required Error). */
export const URL_ELICITATION_REQUIRED = -32_042;

/** What the server wants to be opened. */
interface Page {
  /** Raw JSON strings. */
  readonly url: string;
  readonly message: string;
}

/**
 * What a client of 2026-07-28 gets for the error of a legacy server that wants a person to open a page: that revision has no
 * such error. Where it can show pages, a result that asks it to, behind which the call is made again; else the pages in words.
 */
export function askForPages(operation: RoutedCall['operation'], error: Buffer): Buffer {
  const pages = pagesIn(sliceOf(error));
  return showsPages(operation) && pages.length > 0 ? asQuestions(pages) : asWords(pages);
}

function asQuestions(pages: readonly Page[]): Buffer {
  const questions = pages.map(
    ({ url, message }, at) =>
      `"elicitation_${at + 1}":{"method":"elicitation/create","params":{"mode":"url","url":${url},"message":${message}}}`,
  );
  return Buffer.from(`{"resultType":"input_required","inputRequests":{${questions.join(',')}}}`);
}

function asWords(pages: readonly Page[]): Buffer {
  const texts = pages.map(({ url, message }) => `${String(JSON.parse(message))} ${String(JSON.parse(url))}`);
  const text = ['The MCP server wants a page to be opened first.', ...texts].join('\n');
  return Buffer.from(
    `{"resultType":"complete","isError":true,"content":[{"type":"text","text":${JSON.stringify(text)}}]}`,
  );
}

function pagesIn(error: Slice): Page[] {
  const data = memberOf(error, 'data');
  const elicitations = isObject(data) ? memberOf(data, 'elicitations') : null;
  if (!isArray(elicitations)) return [];
  return elementsOf(elicitations).flatMap((one) => {
    if (!isObject(one)) return [];
    const [url, message] = [memberOf(one, 'url'), memberOf(one, 'message')];
    if (stringOf(url) === null || stringOf(message) === null) return [];
    return [{ url: bytesOf(url!).toString(), message: bytesOf(message!).toString() }];
  });
}

/** Whether a client of 2026-07-28 says that it can send a person to a page. */
export function showsPages(operation: RoutedCall['operation']): boolean {
  const elicitation = memberOf(callerOf({ operation }).capabilities, 'elicitation');
  return isObject(elicitation) && isObject(memberOf(elicitation, 'url'));
}
