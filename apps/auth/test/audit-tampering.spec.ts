import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redisKeys, type AuditVerification } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import { auditTrail } from './audit-trail.js';
import { ChainObserver, until } from './audit-chains.js';
import { AuthClient, unique } from './auth-client.js';
import { useAuthStack } from './auth-stack.js';

const stack = useAuthStack();
const client = new AuthClient(stack);
const ROWS = 8;
let chains: ChainObserver;
beforeAll(async () => {
  chains = await ChainObserver.open(stack);
});
afterAll(() => chains.close());

/** An organisation with a signed chain of eight rows. */
async function signedChain(): Promise<string> {
  const orgId = await client.createOrganization();
  for (let i = 1; i < ROWS; i++) await client.create(orgId, '/v1/teams', { name: unique() });
  await auditTrail(stack, orgId, ROWS);
  await chains.signed(orgId, ROWS);
  return orgId;
}

/** As who owns the tables: nothing that PostgreSQL guards stands in the way. */
const asOwner = (statements: readonly string[], orgId: string) =>
  withConnection(stack.ownerDatabaseUrl, async (connection) => {
    for (const statement of statements) await connection.query(statement, [orgId]);
  });

const row = (seq: number) => `org_id = $1 AND seq = ${seq}`;
const HASH_8 = `decode(repeat('ab', 32), 'hex')`;

interface Attack {
  name: string;
  statements: string[];
  finds: { kind: string; seq: number; toSeq?: number }[];
}

const ATTACKS: Attack[] = [
  {
    name: 'an altered field',
    statements: [`UPDATE audit_logs SET event_type = 'user.updated' WHERE ${row(4)}`],
    finds: [{ kind: 'altered', seq: 4 }],
  },
  {
    name: 'an altered member of the details',
    statements: [`UPDATE audit_logs SET details = details || '{"x": 1}' WHERE ${row(1)}`],
    finds: [{ kind: 'altered', seq: 1 }],
  },
  {
    name: 'an altered hash',
    statements: [`UPDATE audit_logs SET hash = decode(repeat('ab', 32), 'hex') WHERE ${row(5)}`],
    finds: [{ kind: 'altered', seq: 5 }],
  },
  {
    name: 'a row taken out of the middle',
    statements: [`DELETE FROM audit_logs WHERE ${row(3)}`],
    finds: [{ kind: 'removed', seq: 3, toSeq: 3 }],
  },
  {
    name: 'the first rows taken away, as if they were archived',
    statements: [
      'DELETE FROM audit_logs WHERE org_id = $1 AND seq <= 3',
      'UPDATE audit_heads SET archived_seq = 3 WHERE org_id = $1',
      `UPDATE audit_heads SET archived_hash = (SELECT prev_hash FROM audit_logs WHERE ${row(4)}) WHERE org_id = $1`,
    ],
    finds: [{ kind: 'removed', seq: 1, toSeq: 3 }],
  },
  {
    name: 'the newest rows cut off',
    statements: ['DELETE FROM audit_logs WHERE org_id = $1 AND seq > 6'],
    finds: [{ kind: 'cut_off', seq: 7, toSeq: 8 }],
  },
  {
    name: 'the newest rows cut off, and the head with them',
    statements: [
      'DELETE FROM audit_logs WHERE org_id = $1 AND seq > 6',
      `UPDATE audit_heads SET seq = 6, hash = (SELECT hash FROM audit_logs WHERE ${row(6)}) WHERE org_id = $1`,
    ],
    finds: [{ kind: 'cut_off', seq: 7, toSeq: 8 }],
  },
  {
    name: 'two rows swapped',
    statements: [
      `UPDATE audit_logs SET seq = 99 WHERE ${row(4)}`,
      `UPDATE audit_logs SET seq = 4 WHERE ${row(6)}`,
      `UPDATE audit_logs SET seq = 6 WHERE ${row(99)}`,
    ],
    finds: [
      { kind: 'reordered', seq: 4 },
      { kind: 'reordered', seq: 6 },
    ],
  },
  {
    name: 'the last row written anew, head and all',
    statements: [
      `UPDATE audit_logs SET hash = ${HASH_8} WHERE ${row(8)}`,
      `UPDATE audit_heads SET hash = ${HASH_8} WHERE org_id = $1`,
    ],
    finds: [{ kind: 'altered', seq: 8 }],
  },
  {
    name: 'everything taken away',
    statements: ['DELETE FROM audit_logs WHERE org_id = $1', 'DELETE FROM audit_heads WHERE org_id = $1'],
    finds: [{ kind: 'cut_off', seq: 1, toSeq: 8 }],
  },
];

describe('a verification', () => {
  it('finds nothing in a chain that was left alone', async () => {
    const orgId = await signedChain();
    expect(await chains.verify(orgId)).toMatchObject({ rows: ROWS, last_seq: ROWS, signed_seq: ROWS, problems: [] });
  });

  it.each(ATTACKS)('finds $name', async ({ statements, finds }) => {
    const orgId = await signedChain();
    await asOwner(statements, orgId);
    const { problems } = await chains.verify(orgId);
    for (const found of finds) expect(problems).toContainEqual(expect.objectContaining(found));
    for (const { seq } of problems) expect(finds.map((each) => each.seq)).toContain(seq);
  });

  it('finds a signed end that somebody else made', async () => {
    const orgId = await signedChain();
    const head = JSON.parse((await chains.redis.hget(redisKeys.auditHeads, orgId)) ?? '{}') as { seq: number };
    await chains.redis.hset(redisKeys.auditHeads, orgId, JSON.stringify({ ...head, seq: 7 }));
    expect((await chains.verify(orgId)).problems).toMatchObject([{ kind: 'forged', seq: 7 }]);
  });
});

describe('the signer', () => {
  it('signs nothing that does not continue what it signed, and says so', async () => {
    const orgId = await signedChain();
    const verification = async () =>
      (await client.call<AuditVerification>('GET', '/v1/audit-logs/verification', { orgId })).body;
    expect(await verification()).toMatchObject({ status: 'ok', problem: null, head: { seq: ROWS, org_id: orgId } });
    await asOwner(ATTACKS.find(({ name }) => name.endsWith('head with them'))?.statements ?? [], orgId);
    await client.create(orgId, '/v1/teams', { name: unique() });
    await until(async () => (await verification()).status === 'broken');
    await client.create(orgId, '/v1/teams', { name: unique() });
    await client.create(orgId, '/v1/teams', { name: unique() });
    await auditTrail(stack, orgId, 9);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await verification()).toMatchObject({ status: 'broken', head: { seq: ROWS } });
    // Places are not given twice: the log goes on behind the gap.
    expect((await chains.verify(orgId)).problems).toMatchObject([{ kind: 'removed', seq: 7, toSeq: 8 }]);
  });
});

describe('npm run audit:verify', () => {
  const run = async (args: string[]) => {
    const file = join(import.meta.dirname, '../dist/audit-verify.js');
    const env = { PATH: process.env['PATH'] ?? '', ...stack.environment };
    const done = promisify(execFile)(process.execPath, [file, ...args], { env });
    return done.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  };

  it('says what is whole and what is not, by its exit code too', async () => {
    const orgId = await signedChain();
    const whole = await run(['--org', orgId]);
    expect([whole.code, whole.stdout]).toEqual([
      0,
      `${orgId}  ok  8 rows, last 8, signed up to 8\n1 chains, 8 rows: all whole\n`,
    ]);
    expect(whole.stderr).toContain('-----BEGIN PUBLIC KEY-----');
    await asOwner([`DELETE FROM audit_logs WHERE ${row(3)}`], orgId);
    const broken = await run(['--org', orgId, '--json']);
    expect([broken.code, JSON.parse(broken.stdout)]).toMatchObject([
      1,
      { org_id: orgId, rows: 7, problems: [{ kind: 'removed', seq: 3, words: 'row 3 is missing' }] },
    ]);
  });
});
