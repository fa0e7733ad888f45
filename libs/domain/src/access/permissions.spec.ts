import type { HeldGrant } from '@gatewayops/contracts';
import { describe, expect, it } from '@jest/globals';
import { covers, EVERYWHERE, reaches, reachesNothing, reachOf } from './permissions.js';

const grant = (permission: string, reach: HeldGrant['reach'], teamId: string | null = null): HeldGrant => ({
  permission, reach, teamId, role: 'test',
}); // prettier-ignore

describe('covers', () => {
  it.each([
    ['*', true],
    ['teams:*', true],
    ['teams:read', true],
    ['teams:update', false],
    ['team:*', false],
    ['teams', false],
    ['*:read', false],
  ])('%s for teams:read: %s', (pattern, expected) => {
    expect(covers(pattern, 'teams:read')).toBe(expected);
  });
});

describe('reachOf', () => {
  it('of nothing is nothing', () => {
    expect(reachesNothing(reachOf([], 'teams:read'))).toBe(true);
    expect(reachesNothing(reachOf([grant('projects:*', 'organization')], 'teams:read'))).toBe(true);
  });

  it('of the organisation is everywhere, whatever else is there', () => {
    expect(reachOf([grant('*', 'own'), grant('teams:*', 'organization')], 'teams:read')).toEqual(EVERYWHERE);
  });

  it('of a role that is held in a team never leaves it', () => {
    const reach = reachOf([grant('*', 'organization', 'red')], 'api_keys:delete');
    expect(reach).toEqual({ organization: false, teamIds: ['red'], own: false });
  });

  it('of a role of the organisation about teams is of those that they belong to', () => {
    expect(reachOf([grant('budgets:*', 'team')], 'budgets:read', ['red', 'blue']).teamIds).toEqual(['red', 'blue']);
    expect(reachesNothing(reachOf([grant('budgets:*', 'team')], 'budgets:read'))).toBe(true);
  });

  it('adds up teams and what is one’s own', () => {
    const grants = [grant('api_keys:*', 'team', 'red'), grant('api_keys:read', 'team', 'blue'), grant('*', 'own')];
    expect(reachOf(grants, 'api_keys:read')).toEqual({ organization: false, teamIds: ['red', 'blue'], own: true });
    expect(reachOf(grants, 'api_keys:delete')).toEqual({ organization: false, teamIds: ['red'], own: true });
  });
});

describe('reaches', () => {
  const reach = { organization: false, teamIds: ['red'], own: true };
  it.each([
    [{ teamId: 'red' }, true],
    [{ teamId: 'blue' }, false],
    [{ userId: 'me' }, true],
    [{ userId: 'you' }, false],
    [{ teamId: 'blue', userId: 'me' }, true],
    [{}, false],
    [{ teamId: null, userId: null }, false],
  ])('%j: %s', (thing, expected) => {
    expect(reaches(reach, 'me', thing)).toBe(expected);
  });

  it('nothing of its own for who is nobody', () => {
    expect(reaches({ organization: false, teamIds: [], own: true }, null, { userId: null })).toBe(false);
  });
});
