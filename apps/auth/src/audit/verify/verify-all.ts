import type { ChainReport, VerifySources } from './verify-organization.js';
import { verifyOrganization } from './verify-organization.js';
import { listChains } from '../chain-rows.js';

/** Verifies one chain, or every chain that the table or a signed end knows of, one after the other. */
export async function* verifyAll(sources: VerifySources, orgId?: string): AsyncGenerator<ChainReport> {
  if (orgId !== undefined) {
    yield await verifyOrganization(sources, orgId);
    return;
  }
  const signed = new Set((await Promise.all(sources.heads.map((store) => store.list()))).flat());
  for await (const chains of listChains(sources.tenants)) {
    for (const chain of chains) {
      signed.delete(chain.orgId);
      yield await verifyOrganization(sources, chain.orgId);
    }
  }
  // Chains that were taken away whole.
  for (const missing of signed) yield await verifyOrganization(sources, missing);
}
