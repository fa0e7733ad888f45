import { isDeepStrictEqual } from 'node:util';
import { TenantTransactions } from '@gatewayops/postgres';
import type { AuditLogEntry } from '@gatewayops/contracts';
import { readHead } from '../append/head-rows.js';
import { ChainCheck, type ChainPoint } from '../chain/chain-check.js';
import { insertManifest, readManifests, removeArchivedRows } from '../chain-rows.js';
import { readChain } from '../entry-rows.js';
import type { AuditSigner } from '../heads/audit-signer.js';
import { ArchiveManifest, manifestKey, objectKey } from './manifest.js';
import { withMonthFile } from './month-file.js';
import type { ObjectStore } from './object-store.js';
import { followArchive } from './read-archive.js';

const ROWS_A_READ = 1_000;
const ROWS_REMOVED_AT_ONCE = 5_000;

/**
 * Moves whole months from the beginning of a chain to the archive: write, sign, read back, and only then remove. Each step may
 * be repeated; who dies between two leaves rows in both places.
 */
export class Archiver {
  constructor(
    private readonly tenants: TenantTransactions,
    private readonly store: ObjectStore,
    private readonly signer: AuditSigner,
  ) {}

  /** Archives the month if it is the oldest in the table; gives how many rows left it. @throws Error where the chain is broken */
  async archive(orgId: string, month: string): Promise<number> {
    const head = await this.tenants.run(orgId, (manager) => readHead(manager, orgId));
    if (!head) return 0;
    const begun = await this.unfinished(orgId, head.archivedSeq);
    const start = { seq: head.archivedSeq, hash: head.archivedHash };
    const manifest = begun ?? (await this.write(orgId, month, start));
    await this.readBack(manifest);
    if (!begun) await this.tenants.run(orgId, (manager) => insertManifest(manager, orgId, manifest));
    let removedTo = head.archivedSeq;
    while (removedTo < manifest.last_seq)
      removedTo = await this.tenants.run(orgId, (manager) => removeArchivedRows(manager, orgId, ROWS_REMOVED_AT_ONCE));
    return removedTo - head.archivedSeq;
  }

  /** The manifest of a month whose rows are not all removed yet. */
  private async unfinished(orgId: string, archivedSeq: number): Promise<ArchiveManifest | undefined> {
    const manifests = await this.tenants.run(orgId, (manager) => readManifests(manager, orgId));
    return manifests.map((each) => ArchiveManifest.parse(each)).find(({ last_seq }) => last_seq > archivedSeq);
  }

  private async write(orgId: string, month: string, start: ChainPoint): Promise<ArchiveManifest> {
    const check = new ChainCheck(start);
    return withMonthFile(this.linesOf(orgId, month, check), async (file) => {
      const [problem] = check.problems;
      if (problem) throw new Error(`the audit log of ${orgId} is not archived: ${problem.words}`);
      const { bytes, sha256 } = file;
      const object = objectKey(orgId, month);
      const manifest = this.signer.sign({
        kind: 'audit-archive' as const,
        org_id: orgId,
        month,
        object,
        first_seq: start.seq + 1,
        last_seq: check.end.seq,
        count: check.rows,
        first_prev_hash: start.hash,
        last_hash: check.end.hash,
        bytes,
        sha256,
        archived_at: new Date().toISOString(),
      });
      await this.store.put(object, { content: file.open(), bytes, sha256, contentType: 'application/gzip' });
      await this.store.putText(manifestKey(orgId, month), `${JSON.stringify(manifest)}\n`);
      return manifest;
    });
  }

  /** Rows of the month as lines of JSON; `check` sees each. */
  private async *linesOf(orgId: string, month: string, check: ChainCheck): AsyncGenerator<string> {
    for (;;) {
      const after = check.end.seq;
      const entries = await this.tenants.run(orgId, (manager) => readChain(manager, orgId, after, ROWS_A_READ));
      const own = entries.filter((entry) => isOf(month, entry));
      for (const entry of own) check.add(entry);
      yield own.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      if (own.length < ROWS_A_READ || check.problems.length > 0) return;
    }
  }

  /** What the store has is what we gave it, to the last row. */
  private async readBack(manifest: ArchiveManifest): Promise<void> {
    const stored = await this.store.getText(manifestKey(manifest.org_id, manifest.month));
    if (!isDeepStrictEqual(JSON.parse(stored ?? 'null'), manifest))
      throw new Error(`the manifest of ${manifest.object} is not in the archive as it was written`);
    const check = new ChainCheck({ seq: manifest.first_seq - 1, hash: manifest.first_prev_hash });
    await followArchive(this.store, manifest, check);
    const [problem] = check.problems;
    if (problem) throw new Error(`the archive does not hold what was written: ${problem.words}`);
  }
}

const isOf = (month: string, { recorded_at }: AuditLogEntry): boolean => recorded_at.startsWith(month);
