import { describe, expect, it } from '@jest/globals';
import { Masker } from './masker.js';

const masker = new Masker({ email: true });
const json = (value: unknown): string => masker.maskJson(Buffer.from(JSON.stringify(value)));
const raw = (text: string, capBytes?: number): string => masker.maskJson(Buffer.from(text), capBytes);

const KEY_BODY = 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V';
const PEM = `-----BEGIN RSA PRIVATE KEY-----\nMIIEow/+IBAAKCAQEA\nq83v==\n-----END RSA PRIVATE KEY-----`;

describe('maskText', () => {
  it.each([
    // Card numbers of the networks' documentation, each of which passes Luhn's check.
    ['4111111111111111', '****-****-****-1111'],
    ['pay 4111 1111 1111 1111 now', 'pay ****-****-****-1111 now'],
    ['5500-0000-0000-0004', '****-****-****-0004'],
    ['4111-1111 1111-1111', '****-****-****-1111'],
    ['3782 822463 10005', '****-****-****-0005'],
    ['378282246310005,', '****-****-****-0005,'],
    ['4222222222222', '****-****-****-2222'],
    ['6304000000000000000', '****-****-****-0000'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '****-****-****-1111'],
    ['4111\n1111\n1111\n1111', '****-****-****-1111'],
    ['4111\u00a01111\u00a01111\u00a01111', '****-****-****-1111'],
    ['4111\u20111111\u20111111\u20111111', '****-****-****-1111'],
    ['4111111111111111 5500000000000004', '****-****-****-1111 ****-****-****-0004'],
    ['nr 4111111111111111 cvv 123', 'nr ****-****-****-1111 cvv 123'],
    ['1234 4111 1111 1111 1111', '1234 ****-****-****-1111'],
    // In JSON that stands in a string, a line break is the two characters \ and n.
    ['{"note":"a\\n4111111111111111"}', '{"note":"a\\n****-****-****-1111"}'],
    ['No.4111111111111111', 'No.****-****-****-1111'],
  ])('masks the card in %j', (text, expected) => {
    expect(masker.maskText(text)).toBe(expected);
  });

  it.each([
    ['a number that fails the check', '4111111111111112'],
    ['12 digits', '411111111111'],
    ['20 digits', '41111111111111111111'],
    ['part of a word', 'x4111111111111111'],
    ['the digits of a fraction', '0.4111111111111111'],
    // 2024-11-21T03:48:44.129Z; passes Luhn's check, as one time in ten does.
    ['a time in milliseconds', '1732160924129'],
    ['two dates', '2026-11-21 2026-11-22'],
    ['an SSN with too many digits', '123-45-67890'],
    ['an SSN with spaces', '123 45 6789'],
    ['a key that is too short', 'gwo_prod_a1B2c3D4e5F6g7H8i9J0k1L2m3'],
    ['a package with its version', '@scope/name@1.2.3'],
    ['a name without a domain', 'root@localhost'],
    ['a scheme without a token', 'Authorization: Bearer <token>'],
    ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----'],
  ])('leaves %s: %j', (_, text) => {
    expect(masker.maskText(text)).toBe(text);
  });

  it.each([
    ['123-45-6789', '***-**-****'],
    ['SSN:123-45-6789.', 'SSN:***-**-****.'],
    [`gwo_prod_${KEY_BODY}`, 'gwo_prod_****'],
    // The specification's own example has 36 characters after the prefix.
    ['gwo_prod_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6', 'gwo_prod_****'],
    [`key_gwo_test_${KEY_BODY}_x`, 'key_gwo_test_****_x'],
    ['Authorization: Bearer abc.DEF-123_~+/=', 'Authorization: Bearer ****'],
    ['authorization: bearer\t12|secret', 'authorization: bearer\t****'],
    ['BEARER x', 'BEARER ****'],
    [`Bearer gwo_prod_${KEY_BODY}`, 'Bearer ****'],
    [`a ${PEM} b`, 'a ****PRIVATE KEY**** b'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE and so on', '****PRIVATE KEY****'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----!', '****PRIVATE KEY****!'],
    ['write to john.doe@example.com.', 'write to jo***@example.com.'],
    ['x@example.org', 'x***@example.org'],
    ['<jörg@bücher.example>', '<jö***@bücher.example>'],
    ['https://x/?mail=joe%40example.com&a=1', 'https://x/?mail=jo***%40example.com&a=1'],
    ['4111 1111 1111 1111@example.com', '****-****-****-1111***@example.com'],
  ])('masks %j', (text, expected) => {
    expect(masker.maskText(text)).toBe(expected);
    expect(masker.maskText(expected)).toBe(expected);
  });

  it('leaves e-mail addresses, and only those, where so configured', () => {
    const text = 'joe@example.com 123-45-6789';
    expect(new Masker({ email: false }).maskText(text)).toBe('joe@example.com ***-**-****');
  });
});

describe('maskJson', () => {
  it('gives back what holds no secret, byte for byte', () => {
    const text = ' {"n": 9007199254740993, "t":"\\u00e9\\/\\u003c\\n", "u":"é😀" }\n';
    expect(raw(text)).toBe(text);
  });

  it('masks values and keys', () => {
    expect(json({ 'joe@example.com': ['123-45-6789', { to: 'ann@example.com' }] })).toBe(
      '{"jo***@example.com":["***-**-****",{"to":"an***@example.com"}]}',
    );
  });

  it.each([
    ['{"card":4111111111111111}', '{"card":"****-****-****-1111"}'],
    ['[ 4111111111111111 , 1]', '[ "****-****-****-1111" , 1]'],
    ['{"c":-4111111111111111.0}', '{"c":"****-****-****-1111"}'],
    ['4111111111111111', '"****-****-****-1111"'],
    ['{"t":"a: 4111111111111111 ,"}', '{"t":"a: ****-****-****-1111 ,"}'],
    ['{"t":":4111111111111111,"}', '{"t":":****-****-****-1111,"}'],
    [
      '{"t":"\\"[4111111111111111]","n":4111111111111111}',
      '{"t":"\\"[****-****-****-1111]","n":"****-****-****-1111"}',
    ],
  ])('makes a bare number that is a card a string: %s', (text, expected) => {
    expect(raw(text)).toBe(expected);
    JSON.parse(expected);
  });

  it.each([
    ['an escaped @', '{"m":"joe\\u0040example.com"}', '{"m":"jo***@example.com"}'],
    ['escaped digits', '{"c":"\\u003411111111111111\\u0031"}', '{"c":"****-****-****-1111"}'],
    ['an escaped line break before a name', '{"m":"to\\njoe@example.com"}', '{"m":"to\\njo***@example.com"}'],
    ['an escaped sign before a card', '{"c":"\\u003c4111111111111111\\u0026"}', '{"c":"\\u003c****-****-****-1111\\u0026"}'],
    ['digits after an escape that ends in digits', '{"c":"\\u20804111111111111111"}', '{"c":"\\u2080****-****-****-1111"}'],
    ['what ends in a digit only as an escape', '{"c":"\\ude00.4111111111111111"}', '{"c":"\\ude00.****-****-****-1111"}'],
    ['an escaped slash in a token', '{"a":"Bearer ab\\/cd\\u002bef"}', '{"a":"Bearer ****"}'],
    ['an escaped tab', '{"a":"Bearer\\tabcdef"}', '{"a":"Bearer\\t****"}'],
    ['a key with escaped line breaks', JSON.stringify({ k: PEM, b: 1 }), '{"k":"****PRIVATE KEY****","b":1}'],
    ['an unclosed key to the end of its string', '{"k":"-----BEGIN PRIVATE KEY-----\\nMII\\"E","b":1}', '{"k":"****PRIVATE KEY****","b":1}'],
    ['JSON in a string', JSON.stringify({ t: '{"m":"a\\u0040example.com","c":"\\u0034111111111111111"}' }), JSON.stringify({ t: '{"m":"a***@example.com","c":"****-****-****-1111"}' })],
    ['a separator as an escape', '{"c":"4111\\u00a01111\\u00a01111\\u00a01111"}', '{"c":"****-****-****-1111"}'],
  ])('sees through %s', (_, text, expected) => {
    expect(raw(text)).toBe(expected);
    JSON.parse(expected);
  }); // prettier-ignore

  it('masks what is not JSON as text', () => {
    expect(raw('oops: joe@example.com, {"a"')).toBe('oops: jo***@example.com, {"a"');
    expect(raw('[INFO] "-----BEGIN PRIVATE KEY-----" MIIE')).toBe('[INFO] "****PRIVATE KEY****');
  });

  it('masks JSON that ends too early', () => {
    expect(raw('{"a":["joe\\u0040example.com", "123-45-6789')).toBe('{"a":["jo***@example.com", "***-**-****');
  });

  it('stands bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xc3]), Buffer.from(' 123-45-6789"}')]);
    expect(masker.maskJson(bytes)).toBe('{"a":"\ufffd\ufffd ***-**-****"}');
  });
});

const closed = (text: string, capBytes: number): unknown => {
  const result = raw(text, capBytes);
  expect(Buffer.byteLength(result)).toBeLessThanOrEqual(capBytes);
  return JSON.parse(result);
};

describe('maskJson beyond the cap', () => {
  it('cuts within a string and keeps the shape', () => {
    const text = JSON.stringify({ a: 1, result: [{ text: 'é"'.repeat(500) }] });
    const cut = closed(text, 400) as { a: number; result: [{ text: string }] };
    expect(cut.a).toBe(1);
    expect(cut.result[0].text).toMatch(new RegExp(`^(?:é")+é?…\\[cut: ${Buffer.byteLength(text)} bytes in all\\]$`));
  });

  it('adds a last element or member between values', () => {
    const list = closed(JSON.stringify(Array.from({ length: 500 }, (_, i) => i)), 300) as unknown[];
    expect(list.slice(0, 3)).toEqual([0, 1, 2]);
    expect(list.at(-1)).toBe('…[cut: 1891 bytes in all]');
    const members = closed(JSON.stringify(Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`k${i}`, i]))), 300);
    expect(members).toMatchObject({ k0: 0, '…': expect.stringContaining('cut') });
  });

  it('masks a secret that the cut goes through', () => {
    for (let padding = 150; padding < 330; padding++) {
      const text = JSON.stringify({ pad: 'x'.repeat(padding), card: '4111 1111 1111 1111', rest: 'y'.repeat(500) });
      const result = raw(text, 300);
      JSON.parse(result);
      expect(result).not.toMatch(/4111|\d 1/);
    }
  });

  it('masks a private key that ends far beyond the cut', () => {
    const text = JSON.stringify({ a: 'x', key: `-----BEGIN PRIVATE KEY-----\n${'QUJD\n'.repeat(10_000)}-----END PRIVATE KEY-----` });
    expect(closed(text, 256)).toEqual({ a: 'x', key: expect.stringMatching(/^\*\*\*\*PRIVATE KEY\*\*\*\*/) });
  }); // prettier-ignore

  it('closes any depth, or says only that it was cut', () => {
    expect(closed('['.repeat(5_000) + ']'.repeat(5_000), 300)).toBeDefined();
    expect(closed(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 300)).toBeDefined();
    expect(closed('7'.repeat(1_000), 300)).toMatch(/cut: 1000 bytes/);
  });

  it('cuts text at a whole character', () => {
    expect(raw(`log: ${'€'.repeat(500)}`, 100)).toMatch(/^log: €+…\[cut: 1505 bytes in all\]$/);
  });
});
