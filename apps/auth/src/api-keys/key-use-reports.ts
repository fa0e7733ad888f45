import type { CallerIdentity } from '@gatewayops/access';
import { KeyUse, type ApiKeyUse } from '@gatewayops/contracts';
import type { InternalClient } from '@gatewayops/service';
import type { ApiKeysService } from './api-keys.service.js';

/**
 * Tells what a key called lately. The cost service knows: it has a row for each call that reached a server, by time, and calls
 * that were refused would not miss the key.
 */
export class KeyUseReports {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly cost: InternalClient,
  ) {}

  /** @throws GatewayOpsError `not_found`, `insufficient_permissions` as for the key itself; `service_unavailable` */
  async of(caller: CallerIdentity, id: string): Promise<ApiKeyUse> {
    const { last_used_at } = await this.keys.get(caller, id);
    const path = `/internal/v1/costs/${caller.orgId}/keys/${id}/use`;
    const { sinceMs, calls, places, hasMore } = await this.cost.request({ method: 'GET', path, answer: KeyUse });
    return {
      since: isoTime(sinceMs),
      calls,
      last_used_at,
      items: places.map((place) => ({
        mcp_server: place.mcpServer,
        tool: place.toolName === '' ? null : place.toolName,
        calls: place.calls,
        last_called_at: isoTime(place.lastAtMs),
      })),
      has_more: hasMore,
    };
  }
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
