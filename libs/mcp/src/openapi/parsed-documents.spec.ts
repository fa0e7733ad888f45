import { beforeEach, expect, it } from '@jest/globals';
import { toolsOf } from '../fixtures/openapi-document.js';
import { ParsedDocuments } from './parsed-documents.js';

const BYTES_EACH = toolsOf({ '/a': { get: {} } }).document.bytes * 8;
const owners = [{}, {}, {}] as const;
let reads = 0;
let documents: ParsedDocuments;
const read = async () => {
  reads++;
  return Promise.resolve(toolsOf({ '/a': { get: {} } }));
};
const get = async (i: 0 | 1 | 2) => documents.get(owners[i], read);
beforeEach(() => {
  reads = 0;
  documents = new ParsedDocuments(BYTES_EACH * 2 + 10);
});

it('keeps what was used last, within its bytes, and nothing of who is gone', async () => {
  await get(0);
  await get(1);
  await get(0);
  expect(reads).toBe(2);
  await get(2);
  await get(0);
  expect(reads).toBe(3);
  await get(1);
  expect(reads).toBe(4);
  documents.forget(owners[1]);
  await get(1);
  expect(reads).toBe(5);
});

it('reads once for all who wait, and again after a failure', async () => {
  await Promise.all([get(0), get(0)]);
  expect(reads).toBe(1);
  const failing = () => Promise.reject(new Error('away'));
  await expect(documents.get(owners[1], failing)).rejects.toThrow('away');
  await get(1);
  expect(reads).toBe(2);
});

it('does not keep what comes for who is gone', async () => {
  const late = get(0);
  documents.forget(owners[0]);
  await late;
  await get(0);
  expect(reads).toBe(2);
});
