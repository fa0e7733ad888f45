import { join } from 'node:path';
import { writeWhole } from '@gatewayops/engines';

/** In the data folder: what `npm run audit:verify` needs to know of the stack there. Holds secrets, mode 0600. */
export const VERIFY_SETTINGS_FILE = 'audit-verify.json';

const NEEDED = /^(?:DATABASE_URL|REDIS_URL|MASTER_KEY|MASTER_KEYS_PREVIOUS|AUDIT_.*)$/;

/** @param environment what the auth service is started with */
export async function writeVerifySettings(dataDir: string, environment: Record<string, string>): Promise<void> {
  const settings = Object.fromEntries(Object.entries(environment).filter(([name]) => NEEDED.test(name)));
  await writeWhole(join(dataDir, VERIFY_SETTINGS_FILE), `${JSON.stringify(settings, null, 2)}\n`);
}
