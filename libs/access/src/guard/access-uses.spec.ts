import type { AccessUse } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { AccessUses, type Actor } from './access-uses.js';

const ORG = '019a0000-0000-7000-8000-000000000001';
const actor = (n: number): Actor => ({
  orgId: ORG, actorType: 'user', actorId: `019a0000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, actorEmail: null,
}); // prettier-ignore

function counting() {
  const told: AccessUse[][] = [];
  const state = { failing: false, failures: 0 };
  const sink = async (uses: AccessUse[]) => {
    if (state.failing) throw new Error('away');
    told.push(structuredClone(uses));
  };
  return { uses: new AccessUses('cost', sink, () => state.failures++), told, state };
}

describe('AccessUses', () => {
  it('counts one entry a caller, with what it was refused', async () => {
    const { uses, told } = counting();
    for (let i = 0; i < 3; i++) uses.granted(actor(1), '10.0.0.1');
    uses.denied(actor(1), '10.0.0.2', 'teams:read');
    uses.denied(actor(1), '10.0.0.2', 'teams:read');
    uses.denied(actor(2), '10.0.0.3', 'audit:read');
    await uses.close();
    expect(told.flat()).toMatchObject([
      { ...actor(1), granted: 3, denied: 2, refused: ['teams:read'], service: 'cost', ipAddress: '10.0.0.2' },
      { ...actor(2), granted: 0, denied: 1, refused: ['audit:read'] },
    ]);
  });

  it('keeps what could not be told, under the same id, until it can', async () => {
    const { uses, told, state } = counting();
    state.failing = true;
    uses.granted(actor(1), '');
    await uses.flush();
    uses.granted(actor(1), '');
    state.failing = false;
    await uses.close();
    expect(state.failures).toBe(1);
    expect(told.flat().map(({ granted }) => granted)).toEqual([1, 1]);
    expect(new Set(told.flat().map(({ id }) => id)).size).toBe(2);
  });

  it('tells nothing where nothing was asked', async () => {
    const { uses, told } = counting();
    await uses.close();
    expect(told).toEqual([]);
  });
});
