import { expect, it } from '@jest/globals';
import { delayAfter } from './dispatcher.js';
import { signatureOf } from './signature.js';
import { WebhookSender } from './webhook-sender.js';

it.each([
  'http://127.0.0.1:1/',
  'http://localhost:1/',
  'http://[::1]:1/',
  'http://169.254.169.254/',
  'http://10.0.0.1/',
])('does not go to %s where private ranges are denied', async (url) => {
  const sender = new WebhookSender({ timeoutMs: 1_000, privateRanges: 'deny' });
  const attempt = await sender.send({ url, secret: 's' }, { id: '1', body: '{}' });
  expect(attempt).toEqual({ delivered: false, status: null, error: 'the address is not a public one' });
  await sender.close();
});

it('signs time and body', () => {
  // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
  expect(signatureOf('whsec_test', '{"a":1}', 1_700_000_000)).toBe(
    't=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789',
  );
});

it('waits twice as long after each attempt, at most 15 minutes, and gives up after the last', () => {
  const options = { retryMs: 5_000, attemptsMax: 12, timeoutMs: 10_000 };
  expect([1, 2, 3, 8, 9, 11, 12].map((attempts) => delayAfter(attempts, options))).toEqual([
    5_000,
    10_000,
    20_000,
    640_000,
    900_000,
    900_000,
    null,
  ]);
});
