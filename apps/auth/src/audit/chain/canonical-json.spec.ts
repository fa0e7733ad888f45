import { expect, it } from '@jest/globals';
import { canonicalJson, type Json } from './canonical-json.js';

/** Examples of RFC 8785, sections 3.2.2, 3.2.3 and appendix B. */
it.each<[string, Json, string]>([
  [
    'numbers and strings',
    JSON.parse(
      String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
    ) as Json,
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ],
  [
    'names by UTF-16 code units',
    { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
    '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
  ],
  ['no sign on zero', -0, '0'],
  ['nothing where nothing is', { a: {}, b: [] }, '{"a":{},"b":[]}'],
])('%s', (_what, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

it('refuses what JSON cannot say', () => {
  expect(() => canonicalJson({ a: Infinity })).toThrow(RangeError);
});
