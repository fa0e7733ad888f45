import { GatewayOpsError, OrganizationSummary } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import { RecentMap } from '../keys/recent-map.js';

const KNOWN_MS = 60_000;

/**
 * Says whether an organisation exists, so that nothing is written for one that does not. The auth service itself has no
 * one to ask: without a client every id passes.
 */
export class OrganizationDirectory {
  private readonly known = new RecentMap<number>(10_000);

  constructor(private readonly auth: InternalClient | null) {}

  /** @throws GatewayOpsError `not_found` where there is none, `auth_unavailable` where nobody can say */
  async assertExists(orgId: string): Promise<void> {
    if (this.auth === null || performance.now() < (this.known.get(orgId) ?? 0)) return;
    const path = `/internal/v1/auth/organizations/${orgId}`;
    try {
      await this.auth.request({ method: 'GET', path, answer: OrganizationSummary });
    } catch (error) {
      if (!(error instanceof GatewayOpsError) || error.code !== 'not_found') throw error;
      const message = 'There is no such organisation.';
      throw new GatewayOpsError('not_found', { message, details: [{ field: 'X-Organization-Id', message }] });
    }
    this.known.set(orgId, performance.now() + KNOWN_MS);
  }
}
