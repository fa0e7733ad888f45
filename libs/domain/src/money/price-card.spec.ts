import { describe, expect, it } from '@jest/globals';
import type { PriceCard } from '@gatewayops/contracts';
import fc from 'fast-check';
import { choosePriceCard } from './price-card.js';

let serial = 0;
const card = (mcpServer: string, tool: string, version = 1, id?: string): PriceCard => ({
  id: id ?? `00000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
  version,
  mcpServer,
  tool,
  priceMicroUsd: 1_000,
});

describe('choosePriceCard', () => {
  it.each<[string, PriceCard[], string | null]>([
    ['no card', [], null],
    ['none that matches', [card('mail', '*'), card('*', 'write_*')], null],
    ['the only one that matches', [card('*', '*')], '* *'],
    ['an exact server before a pattern with an exact tool', [card('fil*', 'read_file'), card('files', '*')], 'files *'],
    ['of exact servers an exact tool', [card('files', 'read_fil*'), card('files', 'read_file')], 'files read_file'],
    // 'file*' has 4 literal characters, 'fi*' has 2
    ['of server patterns the longer', [card('fi*', 'read_f*'), card('file*', '*')], 'file* *'],
    // 'read_*' has 5 literal characters, '*_fi*' has 3
    ['of tool patterns the longer', [card('files', '*_fi*'), card('files', 'read_*')], 'files read_*'],
    // stars do not count: 'f***' has 1 literal character, 'fi*' has 2
    ['literal characters only', [card('f***', '*'), card('fi*', '*')], 'fi* *'],
  ])('chooses %s', (_, cards, expected) => {
    const chosen = choosePriceCard(cards, 'files', 'read_file');
    expect(chosen && `${chosen.mcpServer} ${chosen.tool}`).toBe(expected);
  });

  it('breaks a tie by version, then by id', () => {
    const older = card('files', '*', 1, 'ffffffff-0000-4000-8000-000000000000');
    const newer = card('files', '*', 2, '00000000-0000-4000-8000-000000000000');
    const twin = card('files', '*', 2, '11111111-0000-4000-8000-000000000000');
    expect(choosePriceCard([newer, older], 'files', 'x')).toBe(newer);
    expect(choosePriceCard([newer, twin, older], 'files', 'x')).toBe(twin);
  });

  it('does not depend on the order of the cards', () => {
    const pattern = fc.constantFrom('*', 'f*', 'fi*', 'files', '*s', 'r*', 'read', '*d');
    const cards = fc.uniqueArray(
      fc.record({ mcpServer: pattern, tool: pattern, version: fc.integer({ min: 1, max: 3 }), id: fc.uuid() }),
      { selector: (each) => each.id, maxLength: 12 },
    );
    fc.assert(
      fc.property(cards, (drawn) => {
        const priced = drawn.map((each) => ({ ...each, priceMicroUsd: 1 }));
        const forward = choosePriceCard(priced, 'files', 'read');
        expect(choosePriceCard(priced.toReversed(), 'files', 'read')).toBe(forward);
      }),
    );
  });
});
