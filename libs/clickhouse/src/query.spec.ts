import { describe, expect, it } from '@jest/globals';
import { scopeToOrganization } from './query.js';

describe('scopeToOrganization', () => {
  it('reads each table through the organisation', () => {
    const sql = 'SELECT a FROM {{spans}} AS s JOIN {{ traces }} AS t ON s.trace_id = t.trace_id';
    expect(scopeToOrganization(sql)).toBe(
      'SELECT a FROM (SELECT * FROM spans WHERE org_id = {orgId:String}) AS s ' +
        'JOIN (SELECT * FROM traces WHERE org_id = {orgId:String}) AS t ON s.trace_id = t.trace_id',
    );
  });

  it('lets a query read from its own WITH clause', () => {
    expect(() => scopeToOrganization('WITH x AS (SELECT 1 FROM {{spans}}) SELECT * FROM x')).not.toThrow();
  });

  it.each([
    'SELECT * FROM spans',
    'SELECT * FROM {{traces}} WHERE trace_id IN (select trace_id from spans)',
    'SELECT * FROM {{traces}} LEFT JOIN other.spans ON 1 = 1',
    'WITH x AS (SELECT 1 FROM {{spans}}) SELECT * FROM y',
    'SELECT 1',
  ])('refuses %s', (sql) => {
    expect(() => scopeToOrganization(sql)).toThrow(/the query reads/);
  });
});
