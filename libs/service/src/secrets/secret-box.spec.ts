import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SecretBox, UnreadableSecretError } from './secret-box.js';

const PLACE = 'mcp_servers:org-a:row-1';

describe('SecretBox', () => {
  const master = randomBytes(32);
  const box = new SecretBox(master);

  it('opens what it sealed, and never seals alike', () => {
    const sealed = box.seal('töken', PLACE);
    expect(box.open(sealed, PLACE)).toBe('töken');
    expect(box.seal('töken', PLACE).data).not.toBe(sealed.data);
    expect(JSON.stringify(sealed)).not.toContain('töken');
  });

  it('opens a secret in no other place', () => {
    const sealed = box.seal('token', PLACE);
    expect(() => box.open(sealed, 'mcp_servers:org-b:row-1')).toThrow(UnreadableSecretError);
  });

  it.each(['data', 'wrapped_key'] as const)('refuses an altered %s', (field) => {
    const sealed = box.seal('token', PLACE);
    const bytes = Buffer.from(sealed[field], 'base64');
    bytes[bytes.length - 1]! ^= 1;
    expect(() => box.open({ ...sealed, [field]: bytes.toString('base64') }, PLACE)).toThrow(UnreadableSecretError);
  });

  it('moves to a new master key while both are configured', () => {
    const sealed = box.seal('token', PLACE);
    const next = randomBytes(32);
    const both = new SecretBox(next, [master]);
    const moved = both.rewrap(sealed, PLACE);
    expect(moved.data).toBe(sealed.data);
    expect(moved.key_id).toBe(both.currentKeyId);
    expect(new SecretBox(next).open(moved, PLACE)).toBe('token');
    expect(() => new SecretBox(next).open(sealed, PLACE)).toThrow(UnreadableSecretError);
  });
});
