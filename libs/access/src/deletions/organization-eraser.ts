import { OrganizationDeletions } from '@gatewayops/contracts';
import { InternalClient, type Logger, type ShutdownHooks } from '@gatewayops/service';
import { z } from 'zod';

const EVERY_MS = 5_000;
const PATH = '/internal/v1/auth/organization-deletions';

export interface EraserOptions {
  service: string;
  authUrl: string;
  internalSecret: string;
  /** Erases all that the service has of an organisation. May be run again, and by several replicas at once. */
  erase: (orgId: string) => Promise<void>;
  logger: Logger;
  shutdown: ShutdownHooks;
}

/**
 * Erases what a service has of organisations that were deleted. Whose they are stands in the auth service until the work is
 * reported as done, so a service that was away, or died over it, finds it again.
 */
export function startErasing({ service, authUrl, internalSecret, erase, logger, shutdown }: EraserOptions): void {
  const auth = new InternalClient({ baseUrl: authUrl, caller: service, audience: 'auth', secret: internalSecret });
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pass = Promise.resolve();
  const passOver = async (): Promise<void> => {
    const { orgIds } = await auth.request({ method: 'GET', path: PATH, answer: OrganizationDeletions });
    for (const orgId of orgIds) {
      if (stopped) return;
      await erase(orgId);
      await auth.request({ method: 'POST', path: `${PATH}/${orgId}/done`, answer: z.null(), idempotent: true });
      logger.info({ orgId }, 'what a deleted organisation had here was erased');
    }
  };
  const wait = (): void => {
    timer = setTimeout(() => {
      pass = passOver()
        .catch((error: unknown) => logger.warn({ error }, 'deleted organisations were not erased; it is tried again'))
        .finally(() => stopped || wait());
    }, EVERY_MS);
    timer.unref();
  };
  wait();
  shutdown.register('stop', 'organisation eraser', async () => {
    stopped = true;
    clearTimeout(timer);
    await pass;
    await auth.close();
  });
}
