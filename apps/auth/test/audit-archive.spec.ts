import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLogEntry } from '@gatewayops/contracts';
import { withConnection } from '@gatewayops/postgres/connection';
import type { TenantTransactions } from '@gatewayops/postgres';
import { createLogger, type Logger } from '@gatewayops/service';
import { v7 as uuidv7 } from 'uuid';
import { appendToChain } from '../src/audit/append/append-to-chain.js';
import { ArchiveJob } from '../src/audit/archive/archive-job.js';
import { Archiver } from '../src/audit/archive/archiver.js';
import { objectKey } from '../src/audit/archive/manifest.js';
import { ObjectStore } from '../src/audit/archive/object-store.js';
import { AuditSigner } from '../src/audit/heads/audit-signer.js';
import { trustFormerKeys, vouchForFormerKeys } from '../src/audit/heads/former-keys.js';
import { removeArchivedRows } from '../src/audit/chain-rows.js';
import { verifyOrganization } from '../src/audit/verify/verify-organization.js';
import { auditEvent, ChainObserver } from './audit-chains.js';
import { auditTrail } from './audit-trail.js';
import { useAuthStack } from './auth-stack.js';
import { S3Storage } from './s3-storage.js';

const stack = useAuthStack();
const logger: Logger = createLogger({ service: 'test', level: 'silent' });
let chains: ChainObserver;
let storage: S3Storage;
let store: ObjectStore;
beforeAll(async () => {
  chains = await ChainObserver.open(stack);
  storage = await S3Storage.start();
  store = new ObjectStore(storage.settings);
});
afterAll(async () => {
  await storage.close();
  await chains.close();
});

/** The first moment of a month so many months ago. */
function monthsAgo(months: number): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
}
const nameOf = (month: Date): string => month.toISOString().slice(0, 7);
const OLDEST = monthsAgo(20);
const OLD = monthsAgo(14);

/** A chain with rows of the oldest month, of a later one, and of now. */
async function oldChain({ orgId = uuidv7() as string, oldest = 20, old = 10, recent = 5 } = {}): Promise<string> {
  const times = [
    { rows: oldest, atMs: OLDEST.getTime() },
    { rows: old, atMs: OLD.getTime() },
    { rows: recent, atMs: Date.now() },
  ];
  for (const { rows, atMs } of times) {
    const events = Array.from({ length: rows }, (_, i) => auditEvent(orgId, { i }));
    await chains.tenants.run(orgId, (manager) => appendToChain(manager, orgId, events, atMs));
  }
  return orgId;
}

const jobWith = (archive: ObjectStore | null, tenants = chains.tenants) =>
  new ArchiveJob(tenants, archive && new Archiver(tenants, archive, chains.signer), logger);
const rowsOf = async (orgId: string) => (await auditTrail(stack, orgId)).length;

describe('a month that is older than it is to be kept', () => {
  let orgId: string;
  beforeAll(async () => {
    // More than are read, and removed, at once.
    orgId = await oldChain({ oldest: 5_100, old: 95 });
  });

  it('stays where there is no archive, or none that takes it', async () => {
    await jobWith(null).run();
    await jobWith(new ObjectStore({ ...storage.settings, secretAccessKey: 'wrong' })).run();
    expect(await rowsOf(orgId)).toBe(5_200);
    // Nor does the function that removes rows take what is in no archive.
    expect(await chains.tenants.run(orgId, (manager) => removeArchivedRows(manager, orgId, 100))).toBe(0);
  });

  it('moves to the archive whole, and the chain goes on over it', async () => {
    await jobWith(store).run();
    expect(await rowsOf(orgId)).toBe(5);
    const stored = await store.get(objectKey(orgId, nameOf(OLD)));
    const chunks: Buffer[] = [];
    for await (const chunk of stored as AsyncIterable<Buffer>) chunks.push(chunk);
    const lines = gunzipSync(Buffer.concat(chunks)).toString().trim().split('\n');
    const entries = lines.map((line) => AuditLogEntry.parse(JSON.parse(line)));
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 95 }, (_, i) => 5_101 + i));
    const [event] = [auditEvent(orgId)];
    await chains.tenants.run(orgId, (manager) => appendToChain(manager, orgId, [event]));
    expect(await chains.verify(orgId)).toMatchObject({ rows: 6, manifested_rows: 5_195, problems: [] });
    expect(await chains.verify(orgId, store)).toMatchObject({ rows: 5_201, manifested_rows: 0, problems: [] });
  });

  it('is found to be altered, missing or another one in the archive', async () => {
    const altered = objectKey(orgId, nameOf(OLDEST));
    await storage.alter(altered, (content) => gzipSync(gunzipSync(content).toString().replace('"i":7}', '"i":8}')));
    expect((await chains.verify(orgId, store)).problems).toMatchObject([
      { kind: 'altered', seq: 8 },
      { kind: 'archive', seq: 1, words: `${altered}: is not the file that its manifest tells of` },
    ]);
    await storage.alter(altered, (content) => content.subarray(0, 1_000));
    expect((await chains.verify(orgId, store)).problems).toContainEqual(
      expect.objectContaining({ kind: 'archive', seq: 1 }),
    );
    await storage.remove(altered);
    expect((await chains.verify(orgId, store)).problems).toMatchObject([{ kind: 'archive', seq: 1, toSeq: 5_100 }]);
  });

  it('is found to be missing, or another, by its signed manifest alone', async () => {
    const change = (statement: string) =>
      withConnection(stack.ownerDatabaseUrl, (connection) => connection.query(statement, [orgId]));
    const last = `org_id = $1 AND month = '${nameOf(OLD)}-01'`;
    await change(`UPDATE audit_archives SET manifest = manifest || '{"last_seq": 5194}' WHERE ${last}`);
    expect((await chains.verify(orgId)).problems).toMatchObject([
      { kind: 'forged' },
      { kind: 'removed', seq: 5_101, toSeq: 5_195 },
    ]);
    await change(`DELETE FROM audit_archives WHERE ${last}`);
    expect((await chains.verify(orgId)).problems).toMatchObject([{ kind: 'removed', seq: 5_101, toSeq: 5_195 }]);
  });
});

it('loses nothing wherever the archiving dies, and ends when it is begun again', async () => {
  const orgId = await oldChain();
  for (let stepsLeft = 1, steps = stepsLeft; ; stepsLeft = ++steps) {
    const tenants = {
      run: (...args: Parameters<TenantTransactions['run']>) =>
        stepsLeft-- > 0 ? chains.tenants.run(...args) : Promise.reject(new Error('it died')),
    } as TenantTransactions;
    const archiver = new Archiver(tenants, store, chains.signer);
    const died = await archiver.archive(orgId, nameOf(OLDEST)).then(
      () => false,
      (error: Error) => error.message === 'it died',
    );
    expect((await chains.verify(orgId, store)).problems).toEqual([]);
    if (!died) break;
    expect(steps).toBeLessThan(20);
  }
  expect(await rowsOf(orgId)).toBe(15);
});

it('is kept for as long as its organisation says', async () => {
  const orgId = uuidv7();
  await withConnection(stack.ownerDatabaseUrl, (connection) =>
    connection.query(
      `INSERT INTO organizations (id, name, slug, settings) VALUES ($1, 'x', $2, '{"audit_retention_days": 500}')`,
      [orgId, orgId],
    ),
  );
  await oldChain({ orgId });
  await jobWith(store).run();
  expect(await rowsOf(orgId)).toBe(15);
});

it('is whole after its master key was changed twice and forgotten, by the word of the keys that came after it, and of no other', async () => {
  const [first, second, third, attackers] = [11, 12, 13, 14].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer, Buffer]; // prettier-ignore
  const orgId = await oldChain();
  await new Archiver(chains.tenants, store, new AuditSigner(first)).archive(orgId, nameOf(OLDEST));
  await new Archiver(chains.tenants, store, new AuditSigner(attackers)).archive(orgId, nameOf(OLD));
  const problemsUnder = async (key: Buffer) => {
    const signer = new AuditSigner(key);
    await trustFormerKeys(chains.tenants, signer);
    const sources = { tenants: chains.tenants, signer, heads: [], archive: null };
    return (await verifyOrganization(sources, orgId)).problems.map(({ words }) => words);
  };
  const unknown = (key: Buffer) => `the manifest of an archived month: it is signed with the key ${new AuditSigner(key).keyId}, which is not known`; // prettier-ignore
  expect(await problemsUnder(third)).toEqual(expect.arrayContaining([unknown(first), unknown(attackers)]));
  // Whoever can write to the table, but has no key in force, vouches for themselves.
  await vouchForFormerKeys(chains.tenants, new AuditSigner(Buffer.alloc(32, 15)), [attackers]);
  expect(await vouchForFormerKeys(chains.tenants, new AuditSigner(second), [first])).toBe(1);
  expect(await vouchForFormerKeys(chains.tenants, new AuditSigner(third), [second, first])).toBe(2);
  expect(await vouchForFormerKeys(chains.tenants, new AuditSigner(third), [second])).toBe(0);
  const found = await problemsUnder(third);
  expect(found).toContain(unknown(attackers));
  expect(found).not.toContain(unknown(first));
  expect(await problemsUnder(second)).not.toContain(unknown(first));
});

it('does not archive a chain that is broken', async () => {
  const orgId = await oldChain();
  await withConnection(stack.ownerDatabaseUrl, (connection) =>
    connection.query(`UPDATE audit_logs SET event_type = 'x' WHERE org_id = $1 AND seq = 9`, [orgId]),
  );
  await jobWith(store).run();
  expect(await rowsOf(orgId)).toBe(35);
});
