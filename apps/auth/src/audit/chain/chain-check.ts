import type { AuditLogEntry } from '@gatewayops/contracts';
import { entryHash } from './entry-hash.js';

export type ProblemKind = 'altered' | 'removed' | 'reordered' | 'cut_off' | 'forged' | 'archive';

/** Something wrong with a chain, from the place `seq` to the place `toSeq`. */
export interface ChainProblem {
  kind: ProblemKind;
  seq: number;
  toSeq: number;
  words: string;
}

/** A place of a chain and the hash of the row there. */
export interface ChainPoint {
  seq: number;
  hash: string;
}

/** How far from its place a row is looked for, to tell one that was moved from one that was altered. */
const MOVED_MAX = 100;
/** More are counted, not kept. */
export const PROBLEMS_MAX = 100;

/** Follows a chain row by row, from behind `start`, and goes on after what is wrong. */
export class ChainCheck {
  readonly problems: ChainProblem[] = [];
  rows = 0;
  private last: ChainPoint;
  /** Hashes that the next row may name as the one before; null where that cannot be said. */
  private before: readonly string[] | null;

  private readonly watched: ReadonlySet<number>;
  /** Hashes of the rows at the watched places, as they were passed. */
  readonly hashes = new Map<number, string>();

  /** @param watched places whose hashes are wanted afterwards */
  constructor(start: ChainPoint, watched: Iterable<number> = []) {
    this.last = start;
    this.before = [start.hash];
    this.watched = new Set(watched);
  }

  /** The row read last. */
  get end(): ChainPoint {
    return this.last;
  }

  add(entry: AuditLogEntry): void {
    this.rows++;
    const computed = entryHash(entry);
    const isMoved = this.checkPlace(entry);
    if (computed !== entry.hash) this.before = this.checkContent(entry) ? null : [entry.hash, computed];
    else {
      if (!isMoved && this.before !== null && !this.before.includes(entry.prev_hash)) this.checkLink(entry);
      this.before = isMoved && entry.seq <= this.last.seq ? null : [entry.hash];
    }
    this.moveTo({ seq: entry.seq, hash: entry.hash });
  }

  /** Passes over rows that something signed stands for. */
  skipTo(point: ChainPoint): void {
    this.before = [point.hash];
    this.moveTo(point);
  }

  private moveTo(point: ChainPoint): void {
    this.last = point;
    if (this.watched.has(point.seq)) this.hashes.set(point.seq, point.hash);
  }

  report(kind: ProblemKind, seq: number, words: string, toSeq = seq): void {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push({ kind, seq, toSeq, words });
  }

  /** Whether the row is not the one behind the last. */
  private checkPlace({ seq }: AuditLogEntry): boolean {
    const expected = this.last.seq + 1;
    if (seq > expected) this.report('removed', expected, rowsWords(expected, seq - 1, 'missing'), seq - 1);
    if (seq < expected) this.report('reordered', seq, `there is more than one row at ${seq}`);
    return seq !== expected;
  }

  /** A row whose hash is not its own; whether it was moved here from another place. */
  private checkContent(entry: AuditLogEntry): boolean {
    const origin = this.problems.length < PROBLEMS_MAX ? originOf(entry) : null;
    if (origin === null) this.report('altered', entry.seq, `row ${entry.seq} is not what was hashed`);
    else this.report('reordered', entry.seq, `the row at ${entry.seq} was written as row ${origin}`);
    return origin !== null;
  }

  private checkLink({ seq }: AuditLogEntry): void {
    const words =
      this.last.seq === 0
        ? `row ${seq} is not the first of its chain`
        : `row ${seq} was chained to another row ${this.last.seq} than the one that is there`;
    this.report('altered', Math.max(1, this.last.seq), words);
  }
}

export const rowsWords = (from: number, to: number, are: string): string =>
  from === to ? `row ${from} is ${are}` : `rows ${from} to ${to} are ${are}`;

function originOf(entry: AuditLogEntry): number | null {
  for (let distance = 1; distance <= MOVED_MAX; distance++) {
    for (const seq of [entry.seq - distance, entry.seq + distance]) {
      if (seq > 0 && entryHash({ ...entry, seq }) === entry.hash) return seq;
    }
  }
  return null;
}
