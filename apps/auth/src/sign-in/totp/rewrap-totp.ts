import type { EntityManager, TenantTransactions } from '@gatewayops/postgres';
import type { SecretBox } from '@gatewayops/service';
import { enterPerson } from '../people/person-transactions.js';
import { placeOfTotp } from './second-factors.js';
import { listTotpOwners, readTotpForUpdate, replaceTotpSecret } from './totp-rows.js';

const PEOPLE_A_PAGE = 200;

/**
 * Puts the data key of every authenticator app's secret under the current master key, while services run; gives how many it
 * moved. Safe to repeat.
 * @throws UnreadableSecretError where a secret needs a master key that is not configured
 */
export async function rewrapTotpSecrets(tenants: TenantTransactions, box: SecretBox): Promise<number> {
  let moved = 0;
  let page: string[] = [];
  do {
    page = await tenants.runWithoutOrganization((manager) => listTotpOwners(manager, box.currentKeyId, PEOPLE_A_PAGE));
    for (const userId of page)
      moved += await tenants.runWithoutOrganization((manager) => rewrapOf(manager, userId, box));
  } while (page.length === PEOPLE_A_PAGE);
  return moved;
}

/** 0 where it was removed, or set up anew under the current key, meanwhile. */
async function rewrapOf(manager: EntityManager, userId: string, box: SecretBox): Promise<number> {
  await enterPerson(manager, userId);
  const stored = await readTotpForUpdate(manager);
  if (stored === null || stored.secret.key_id === box.currentKeyId) return 0;
  await replaceTotpSecret(manager, box.rewrap(stored.secret, placeOfTotp(userId)));
  return 1;
}
