import { describe, expect, it } from '@jest/globals';
import { AddressGuard } from './address-guard.js';

const names: Record<string, string[]> = {
  'public.example': ['93.184.216.34'],
  'rebound.example': ['93.184.216.34', '10.0.0.5'],
};
const lookup = async (host: string) => names[host] ?? [];
const denies = new AddressGuard('deny', lookup);
const allows = new AddressGuard('allow', lookup);

describe('AddressGuard', () => {
  it.each(['https://public.example/mcp', 'https://93.184.216.34/', 'https://nowhere.example/'])('admits %s', (url) =>
    expect(denies.check(url)).resolves.toBeUndefined(),
  );

  it.each([
    'http://127.0.0.1:9000/mcp',
    'http://10.1.2.3/',
    'http://192.168.0.1/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'https://rebound.example/',
  ])('refuses %s unless private ranges are allowed', async (url) => {
    await expect(denies.check(url)).rejects.toMatchObject({ code: 'validation_error' });
    await expect(allows.check(url)).resolves.toBeUndefined();
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'http://[fe80::1]/',
    'http://[64:ff9b::a00:1]/',
    'http://user:pass@public.example/',
  ])('always refuses %s', (url) => expect(allows.check(url)).rejects.toMatchObject({ code: 'validation_error' }));
});
