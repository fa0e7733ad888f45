import { expect, it } from '@jest/globals';
import { csvLine } from './csv-line.js';

it('quotes text, doubles quotes in it, and leaves numbers and nothing as they are', () => {
  expect(csvLine(['a "word", or two', 1.5, null, ''])).toBe('"a ""word"", or two",1.5,,""\r\n');
});

it.each(['=cmd|calc!A1', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('takes the meaning from %j', (text) => {
  expect(csvLine([text])).toBe(`"'${text}"\r\n`);
});
