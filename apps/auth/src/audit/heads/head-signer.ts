import { TenantTransactions } from '@gatewayops/postgres';
import type { Logger } from '@gatewayops/service';
import { readHead, type ChainHead } from '../append/head-rows.js';
import { CHAIN_START } from '../chain/entry-hash.js';
import { ChainCheck, rowsWords } from '../chain/chain-check.js';
import { followChain, listChains } from '../chain-rows.js';
import type { HeadBook } from './head-book.js';

/**
 * Signs the ends of chains that have grown, once what was added is seen to continue what was signed before. A chain that does
 * not is reported and never signed again: the last good signature is the evidence.
 */
export class HeadSigner {
  /** Ends that were signed by this process: a chain that stands still costs nothing. */
  private readonly signed = new Map<string, number>();
  /** Chains whose signed end did not get to every place yet. */
  private readonly unwritten = new Set<string>();

  constructor(
    private readonly tenants: TenantTransactions,
    private readonly book: HeadBook,
    private readonly logger: Logger,
  ) {}

  /** One pass over all chains; gives how many are broken. */
  async signAll(): Promise<number> {
    let broken = 0;
    for await (const chains of listChains(this.tenants)) {
      for (const { orgId, seq } of chains) {
        if (this.signed.get(orgId) === seq) continue;
        if (!(await this.isWhole(orgId))) broken++;
      }
    }
    return broken;
  }

  /** A place that is away must not keep other chains from theirs; the next pass tries again. */
  private async isWhole(orgId: string): Promise<boolean> {
    try {
      const problem = await this.signOne(orgId);
      if (problem === null) return true;
      this.logger.error({ org_id: orgId, problem }, 'an audit log is not what it was: run npm run audit:verify');
      await this.book.report(orgId, problem);
      return false;
    } catch (error) {
      this.logger.warn(
        { error, org_id: orgId },
        'the end of an audit log was not signed everywhere; it is tried again',
      );
      return true;
    }
  }

  /** Null, or what is wrong. */
  private async signOne(orgId: string): Promise<string | null> {
    const last = await this.book.latest(orgId);
    const head = await this.tenants.run(orgId, (manager) => readHead(manager, orgId));
    if (!head || head.seq === 0) return last && rowsWords(1, last.seq, 'missing');
    if (last && head.seq < last.seq) return rowsWords(head.seq + 1, last.seq, 'missing: they were signed');
    if (last && head.seq === last.seq && head.hash !== last.hash)
      return `row ${head.seq} is not the one that was signed`;
    const archived = { seq: head.archivedSeq, hash: head.archivedHash };
    const start = last && last.seq >= archived.seq ? { seq: last.seq, hash: last.hash } : archived;
    const check = new ChainCheck(start.seq === 0 ? { seq: 0, hash: CHAIN_START } : start);
    await followChain(this.tenants, orgId, check, head.seq, () => check.problems.length > 0);
    const [problem] = check.problems;
    if (problem) return problem.words;
    if (check.end.seq < head.seq) return rowsWords(check.end.seq + 1, head.seq, 'missing');
    if (check.end.hash !== head.hash) return `row ${head.seq} is not the end of the chain`;
    const isSigned = last?.seq === head.seq && this.book.isCurrent(last) && !this.unwritten.has(orgId);
    if (!isSigned) await this.sign(orgId, head);
    this.signed.set(orgId, head.seq);
    return null;
  }

  private async sign(orgId: string, { seq, hash }: ChainHead): Promise<void> {
    this.unwritten.add(orgId);
    await this.book.sign(orgId, seq, hash);
    this.unwritten.delete(orgId);
  }
}
