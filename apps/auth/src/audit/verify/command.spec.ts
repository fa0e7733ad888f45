import { expect, it } from '@jest/globals';
import { parseCommand, UsageError } from './command.js';

it('reads its options', () => {
  const orgId = '01a1fc78-7096-769e-b156-61274965246e';
  expect(parseCommand([])).toEqual({ orgId: undefined, fromArchive: false, json: false });
  expect(parseCommand(['--org', orgId, '--from-archive', '--json'])).toEqual({ orgId, fromArchive: true, json: true });
  expect(parseCommand(['--help'])).toBeNull();
});

it.each([[['--org', 'acme']], [['--all']], [['something']]])('refuses %j', (args) => {
  expect(() => parseCommand(args)).toThrow(UsageError);
});
