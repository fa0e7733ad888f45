import { expect, it } from '@jest/globals';
import { toolsOf } from '../fixtures/openapi-document.js';
import { ParsedDocuments } from './parsed-documents.js';

it('keeps what was used last, within its bytes, and nothing of who is gone', () => {
  const tools = toolsOf({ '/a': { get: {} } });
  const documents = new ParsedDocuments(tools.document.bytes * 8 * 2 + 10);
  const owners = [{}, {}, {}] as const;
  let parses = 0;
  const get = (i: 0 | 1 | 2): void => void documents.get(owners[i], () => (parses++, toolsOf({ '/a': { get: {} } })));
  get(0);
  get(1);
  get(0);
  expect(parses).toBe(2);
  get(2);
  get(0);
  expect(parses).toBe(3);
  get(1);
  expect(parses).toBe(4);
  documents.forget(owners[1]);
  get(1);
  expect(parses).toBe(5);
});
