import { TenantTransactions } from '@gatewayops/postgres';
import { Logger, ShutdownHooks } from '@gatewayops/service';
import { deleteEndedArtifacts } from './store/artifact-rows.js';
import { deleteUnusedDynamicClients } from './store/client-rows.js';

const EVERY_MS = 60_000;
const ROWS_MAX = 5_000;

/** Removes what has ended: codes, tokens, requests under way, and clients that nobody uses. Replicas take turns by row. */
export function startOAuthSweep(tenants: TenantTransactions, logger: Logger, shutdown: ShutdownHooks): void {
  const sweep = async () => {
    try {
      await tenants.runWithoutOrganization((manager) => deleteEndedArtifacts(manager, ROWS_MAX));
      await tenants.runWithoutOrganization((manager) => deleteUnusedDynamicClients(manager, ROWS_MAX));
    } catch (error) {
      logger.debug({ error }, 'what OAuth left behind was not removed; it is tried again');
    }
  };
  const timer = setInterval(() => void sweep(), EVERY_MS);
  timer.unref();
  shutdown.register('close', 'oauth sweep', () => clearInterval(timer));
}
