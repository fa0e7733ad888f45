import { redisKeys, type AuditVerification, type SignedAuditHead } from '@gatewayops/contracts';
import { Redis } from '@gatewayops/redis';
import { z } from 'zod';
import type { AuditSigner } from './audit-signer.js';
import { parseHead, type HeadStore } from './head-store.js';

/** What the signer found wrong with a chain. */
const Finding = z.object({ problem: z.string(), checked_at: z.string() });
type Finding = z.infer<typeof Finding>;

/** The signed ends of the chains, in every place where they are kept. */
export class HeadBook {
  constructor(
    private readonly redis: Redis,
    private readonly signer: AuditSigner,
    private readonly stores: readonly HeadStore[],
  ) {}

  /** The furthest head whose signature holds; a place that cannot be read is passed over unless none can. */
  async latest(orgId: string): Promise<SignedAuditHead | null> {
    const texts = await Promise.allSettled(this.stores.map((store) => store.read(orgId)));
    if (texts.every(({ status }) => status === 'rejected')) throw (texts[0] as PromiseRejectedResult).reason;
    const heads = texts
      .flatMap((text) => (text.status === 'fulfilled' && text.value !== null ? [parseHead(text.value)] : []))
      .filter((head) => head !== null && head.org_id === orgId && this.signer.faultOf(head) === null);
    return heads.reduce<SignedAuditHead | null>((far, head) => (head!.seq > (far?.seq ?? 0) ? head : far), null);
  }

  /** Signs the end of a chain and writes it to every place. Rejects where one did not take it, after the others did. */
  async sign(orgId: string, seq: number, hash: string): Promise<void> {
    const signed_at = new Date().toISOString();
    const head = this.signer.sign({ kind: 'audit-head' as const, org_id: orgId, seq, hash, signed_at });
    const writes = await Promise.allSettled(this.stores.map((store) => store.write(head)));
    for (const write of writes) if (write.status === 'rejected') throw write.reason;
    await this.redis.hdel(redisKeys.auditFindings, orgId);
  }

  async report(orgId: string, problem: string): Promise<void> {
    const finding: Finding = { problem, checked_at: new Date().toISOString() };
    await this.redis.hset(redisKeys.auditFindings, orgId, JSON.stringify(finding));
  }

  async verificationOf(orgId: string): Promise<AuditVerification> {
    const [head, text] = await Promise.all([this.latest(orgId), this.redis.hget(redisKeys.auditFindings, orgId)]);
    const finding = text === null ? null : Finding.parse(JSON.parse(text));
    return {
      status: finding ? 'broken' : head ? 'ok' : 'unsigned',
      problem: finding?.problem ?? null,
      checked_at: finding?.checked_at ?? head?.signed_at ?? null,
      head,
      public_key: this.signer.publicKey,
    };
  }

  isCurrent(head: SignedAuditHead): boolean {
    return head.key_id === this.signer.keyId;
  }
}
