import { describe, expect, it } from '@jest/globals';
import { defaultPrefix, EXPOSED_NAME_MAX, Prefixes } from './prefixes.js';

const member = (name: string, prefix = defaultPrefix(name)) => ({ prefix, server: { name } });

describe('the default prefix', () => {
  it('is the name of the server and an underscore', () => expect(defaultPrefix('files')).toBe('files_'));
  it('is short and different for long names that begin alike', () => {
    const [one, two] = [defaultPrefix(`${'a'.repeat(60)}1`), defaultPrefix(`${'a'.repeat(60)}2`)];
    expect(one).toHaveLength(32);
    expect(two).toHaveLength(32);
    expect(one).not.toBe(two);
  });
});

describe('a name', () => {
  const [files, nested, plain] = [member('a'), member('a_b'), member('plain', '')];

  it('is read by the longest prefix, not cut at a separator', () => {
    const prefixes = new Prefixes([files, nested]);
    expect(prefixes.expose(nested, 'c')).toBe('a_b_c');
    expect(prefixes.plainly('a_b_c')).toBe(nested);
    expect(prefixes.plainly('a_c_d')).toBe(files);
    expect(prefixes.plainly('z_c')).toBeNull();
  });

  it('that would be taken for another server’s gets a digest, and only a table knows it', () => {
    const prefixes = new Prefixes([files, nested]);
    const exposed = prefixes.expose(files, 'b_c');
    expect(exposed).toMatch(/^a_b_c_[0-9a-f]{8}$/);
    expect(prefixes.plainly(exposed)).toBeNull();
    expect(prefixes.expose(files, 'b_c')).toBe(exposed);
  });

  it('has at most 64 characters, and two long ones stay two', () => {
    const prefixes = new Prefixes([files, nested]);
    const [one, two] = [prefixes.expose(files, 'x'.repeat(80)), prefixes.expose(files, `${'x'.repeat(79)}y`)];
    expect(one).toHaveLength(EXPOSED_NAME_MAX);
    expect(two).toHaveLength(EXPOSED_NAME_MAX);
    expect(one).not.toBe(two);
    expect(prefixes.plainly(one)).toBeNull();
  });

  it('stays as it is where its server has no prefix, unless it begins as another’s do', () => {
    const prefixes = new Prefixes([files, plain]);
    expect(prefixes.expose(plain, 'x'.repeat(80))).toBe('x'.repeat(80));
    expect(prefixes.plainly('read')).toBe(plain);
    expect(prefixes.expose(plain, 'a_read')).toMatch(/^a_read_[0-9a-f]{8}$/);
  });

  it('is any one’s of several servers without prefixes, and the only one’s of one, however it ends', () => {
    expect(new Prefixes([plain, member('other', '')]).plainly('read')).toBeNull();
    expect(new Prefixes([plain]).plainly('read_deadbeef')).toBe(plain);
    expect(new Prefixes([plain]).expose(plain, 'x'.repeat(100))).toBe('x'.repeat(100));
  });
});
