import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { sessionSeal } from './front-session.js';

const session = {
  orgId: 'org',
  keyId: 'key',
  serverId: 'server',
  upstreamSessionId: 'abc',
  hosted: null,
  initialize: null,
  protocolVersion: '2025-11-25',
  clientName: 'agent',
};

describe('the seal of a session', () => {
  const seal = sessionSeal(randomBytes(32), 60_000);

  it('is opened by any holder of the secret and gives the session back', () => {
    const sealed = seal.seal(session);
    expect(sealed).toMatch(/^[\x21-\x7e]+$/);
    expect(seal.open(sealed)).toEqual({ ...session, id: expect.any(String), issuedAtMs: expect.any(Number) });
  });

  it('is opened no longer than a session may last', async () => {
    const brief = sessionSeal(randomBytes(32), 20);
    const sealed = brief.seal(session);
    expect(brief.open(sealed)).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(brief.open(sealed)).toBeNull();
  });

  it('never looks the same twice', () => expect(seal.seal(session)).not.toBe(seal.seal(session)));

  it('is not opened with another secret', () => {
    expect(sessionSeal(randomBytes(32), 60_000).open(seal.seal(session))).toBeNull();
  });

  it('is not opened when a single byte of it was changed', () => {
    const bytes = Buffer.from(seal.seal(session), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const forged = Buffer.from(bytes);
      forged[i]! ^= 1;
      expect(seal.open(forged.toString('base64url'))).toBeNull();
    }
  });

  it.each(['', 'x', '!!!', 'a'.repeat(5000)])('does not choke on %j', (text) => expect(seal.open(text)).toBeNull());
});
