import type { SignedAuditHead } from '@gatewayops/contracts';
import type { TenantTransactions } from '@gatewayops/postgres';
import type { ObjectStore } from '../archive/object-store.js';
import { ArchiveManifest } from '../archive/manifest.js';
import { followArchive } from '../archive/read-archive.js';
import { readHead, type ChainHead } from '../append/head-rows.js';
import { ChainCheck, rowsWords, type ChainProblem } from '../chain/chain-check.js';
import { CHAIN_START } from '../chain/entry-hash.js';
import { followChain, readManifests } from '../chain-rows.js';
import type { AuditSigner } from '../heads/audit-signer.js';
import { parseHead, type HeadStore } from '../heads/head-store.js';

export interface VerifySources {
  tenants: TenantTransactions;
  signer: AuditSigner;
  heads: readonly HeadStore[];
  /** Archived months are read from here; without it their signed manifests must do. */
  archive: ObjectStore | null;
}

/** What was found out about one chain. */
export interface ChainReport {
  org_id: string;
  /** Rows that were read, and rows that a signed manifest stands for. */
  rows: number;
  manifested_rows: number;
  last_seq: number;
  signed_seq: number | null;
  problems: ChainProblem[];
}

interface KeptHead {
  place: string;
  head: SignedAuditHead;
}

const NO_HEAD: ChainHead = { seq: 0, hash: CHAIN_START, recordedAtMs: 0, archivedSeq: 0, archivedHash: CHAIN_START };

/** Reads a whole chain and holds it against what was signed. Services may go on writing and archiving meanwhile. */
export async function verifyOrganization(sources: VerifySources, orgId: string): Promise<ChainReport> {
  const report = await verifyOnce(sources, orgId);
  if (report.problems.length === 0) return report;
  // A month that was archived while it was read looks as if it were missing: then it is not, the second time.
  return verifyOnce(sources, orgId);
}

async function verifyOnce(sources: VerifySources, orgId: string): Promise<ChainReport> {
  const { tenants } = sources;
  const readEnd = async () => (await tenants.run(orgId, (manager) => readHead(manager, orgId))) ?? NO_HEAD;
  const faults: ChainProblem[] = [];
  // Signed ends first, then the end in the table, then rows: each can only be further on than the one before.
  const kept = await readKeptHeads(sources, orgId, faults);
  const head = await readEnd();
  const check = new ChainCheck({ seq: 0, hash: CHAIN_START }, [head.seq, ...kept.map((each) => each.head.seq)]);
  const manifested = await followArchives(sources, orgId, head, check);
  await followChain(tenants, orgId, check);
  compareEnds(check, head, kept);
  const { seq: lastSeq } = await readEnd();
  if (check.end.seq > lastSeq)
    check.report(
      'altered',
      lastSeq + 1,
      rowsWords(lastSeq + 1, check.end.seq, 'behind the end of the chain'),
      check.end.seq,
    );
  return {
    org_id: orgId,
    rows: check.rows,
    manifested_rows: manifested,
    last_seq: check.end.seq,
    signed_seq: kept.reduce<number | null>((far, each) => Math.max(far ?? 0, each.head.seq), null),
    problems: [...faults, ...check.problems],
  };
}

/** Signed ends of every place; one whose signature does not hold is a problem of its own. */
async function readKeptHeads(
  { heads, signer }: VerifySources,
  orgId: string,
  faults: ChainProblem[],
): Promise<KeptHead[]> {
  const kept: KeptHead[] = [];
  for (const store of heads) {
    const text = await store.read(orgId);
    if (text === null) continue;
    const head = parseHead(text);
    const seq = head?.seq ?? 0;
    const fault =
      head === null ? 'it cannot be read' : head.org_id === orgId ? signer.faultOf(head) : 'it is of another chain';
    if (head !== null && fault === null) kept.push({ place: store.name, head });
    else faults.push({ kind: 'forged', seq, toSeq: seq, words: `the signed end in ${store.name}: ${fault}` });
  }
  return kept;
}

/** Archived months, in their order; gives how many rows only their manifests stand for. */
async function followArchives(
  { tenants, archive, signer }: VerifySources,
  orgId: string,
  head: ChainHead,
  check: ChainCheck,
): Promise<number> {
  let manifested = 0;
  for (const text of await tenants.run(orgId, (manager) => readManifests(manager, orgId))) {
    const { data: manifest } = ArchiveManifest.safeParse(text);
    const fault = manifest === undefined ? 'it cannot be read' : signer.faultOf(manifest);
    if (manifest === undefined || fault !== null) {
      check.report('forged', check.end.seq + 1, `the manifest of an archived month: ${fault}`);
      continue;
    }
    checkBeginning(manifest, check);
    if (archive) await followArchive(archive, manifest, check);
    else manifested += manifest.count;
    if (check.end.seq !== manifest.last_seq) check.skipTo({ seq: manifest.last_seq, hash: manifest.last_hash });
  }
  const { archivedSeq, archivedHash } = head;
  if (check.end.seq < archivedSeq) {
    const from = check.end.seq + 1;
    check.report(
      'removed',
      from,
      rowsWords(from, archivedSeq, 'removed, and no signed manifest holds them'),
      archivedSeq,
    );
    check.skipTo({ seq: archivedSeq, hash: archivedHash });
  }
  return manifested;
}

function checkBeginning({ object, first_seq, first_prev_hash }: ArchiveManifest, check: ChainCheck): void {
  const { seq, hash } = check.end;
  if (first_seq > seq + 1) {
    check.report(
      'removed',
      seq + 1,
      rowsWords(seq + 1, first_seq - 1, 'missing before an archived month'),
      first_seq - 1,
    );
    check.skipTo({ seq: first_seq - 1, hash: first_prev_hash });
  } else if (first_seq !== seq + 1 || first_prev_hash !== hash) {
    check.report('archive', first_seq, `${object} does not continue the month before`);
  }
}

/** Holds what was read against the ends that are known: the one in the table, and those that were signed. */
function compareEnds(check: ChainCheck, head: ChainHead, kept: readonly KeptHead[]): void {
  const ends = [
    { place: 'the table of heads', seq: head.seq, hash: head.hash },
    ...kept.map((each) => ({ place: `what was signed (${each.place})`, seq: each.head.seq, hash: each.head.hash })),
  ];
  for (const { place, seq, hash } of ends) {
    const from = check.end.seq + 1;
    const found = check.hashes.get(seq);
    if (seq >= from) check.report('cut_off', from, `${rowsWords(from, seq, 'cut off')}: ${place} knows them`, seq);
    else if (found !== undefined && found !== hash)
      check.report('altered', seq, `row ${seq} is not the one that ${place} knows: the chain was written anew`);
  }
}
