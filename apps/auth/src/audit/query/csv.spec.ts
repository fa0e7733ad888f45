import { expect, it } from '@jest/globals';
import type { AuditLogEntry } from '@gatewayops/contracts';
import { CSV_HEADER, csvLines } from './csv.js';

const entry = (userAgent: string | null): AuditLogEntry => ({
  id: '019a0000-0000-7000-8000-000000000001',
  seq: 7,
  timestamp: '2026-01-02T03:04:05.678Z',
  recorded_at: '2026-01-02T03:04:06.000Z',
  event_type: 'user.login',
  actor: { type: 'user', id: null, email: 'a@b.example', ip_address: '::1', user_agent: userAgent },
  resource: { type: 'user', id: null, org_id: '019a0000-0000-7000-8000-000000000002' },
  details: { say: 'a "word", or two' },
  request_id: null,
  prev_hash: '0'.repeat(64),
  hash: 'f'.repeat(64),
});
const cells = (userAgent: string | null) => csvLines([entry(userAgent)]).split(',');

it('has as many cells as names, quoted, with quotes doubled and nothing for nothing', () => {
  const line = csvLines([entry(null)]);
  expect(line).toContain(`"{""say"":""a \\""word\\"", or two""}"`);
  expect(line.endsWith(`"${'f'.repeat(64)}"\r\n`)).toBe(true);
  expect(cells(null)[CSV_HEADER.split(',').indexOf('"actor_user_agent"')]).toBe('');
});

it.each(['=cmd|calc!A1', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])('takes the meaning from %j', (text) => {
  expect(csvLines([entry(text)])).toContain(`"'${text}"`);
});
