import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readIfThere, StartError, writeWhole } from '@gatewayops/engines';

/** What the services share among themselves and with the operator. Made at the first start, never changed after. */
const StackSecrets = z.object({
  adminToken: z.string().min(32),
  internalSecret: z.string().min(32),
  masterKey: z.string().min(44),
  keyPepper: z.string().min(32),
  sessionSecret: z.string().min(44),
  rolePasswords: z.object({ auth: z.string().min(20), cost: z.string().min(20), alert: z.string().min(20) }),
});
export type StackSecrets = z.infer<typeof StackSecrets>;

const word = (bytes: number): string => randomBytes(bytes).toString('base64url');

function newSecrets(): StackSecrets {
  return {
    adminToken: `gwadm_${word(32)}`,
    internalSecret: word(32),
    masterKey: randomBytes(32).toString('base64'),
    keyPepper: word(32),
    sessionSecret: randomBytes(32).toString('base64'),
    rolePasswords: { auth: word(24), cost: word(24), alert: word(24) },
  };
}

/** Reads `path`, or makes it (mode 0600). @throws StartError when the file was damaged: made anew, it would void all keys. */
export async function keptSecrets(path: string): Promise<StackSecrets> {
  const text = await readIfThere(path);
  if (text !== undefined) {
    const parsed = StackSecrets.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    throw new StartError(`${path} is damaged: put back a copy, or choose a new data folder with --data-dir.`);
  }
  const secrets = newSecrets();
  await writeWhole(path, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
