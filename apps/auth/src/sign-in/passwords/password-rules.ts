import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import { BreachedPasswords } from './breached-passwords.js';
import { isCommonPassword } from './common-passwords.js';

export const PASSWORD_LENGTH_MIN = 12;
/** Long enough for every passphrase, short enough to cost nothing. */
export const PASSWORD_LENGTH_MAX = 256;

/** One way to write each character, so that a password is the same on every keyboard (NIST SP 800-63B, 5.1.1.2). */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/** What a new password has to be. No rules about its characters: they make passwords worse (NIST SP 800-63B, 5.1.1.2). */
@Injectable()
export class PasswordRules {
  constructor(private readonly breached: BreachedPasswords) {}

  /** @throws GatewayOpsError `validation_error` in words for its owner */
  async check(password: string, email: string): Promise<void> {
    const normal = normalPassword(password);
    const problem = problemOf(normal, email) ?? ((await this.breached.has(normal)) ? KNOWN : null);
    if (problem !== null)
      throw new GatewayOpsError('validation_error', { message: problem, details: [{ field: 'password', message: problem }] }); // prettier-ignore
  }
}

const KNOWN = 'This password is in lists that attackers try first. Choose another.';

function problemOf(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH_MIN) return `Use at least ${PASSWORD_LENGTH_MIN} characters.`;
  if (length > PASSWORD_LENGTH_MAX) return `Use at most ${PASSWORD_LENGTH_MAX} characters.`;
  if (isCommonPassword(password)) return KNOWN;
  const name = email.slice(0, email.indexOf('@')).toLowerCase();
  const rest = password
    .toLowerCase()
    .replaceAll(email.toLowerCase(), '')
    .replaceAll(name, '')
    .replaceAll('gatewayops', '');
  return rest.length < 8 ? 'Use something that is not your address or our name.' : null;
}
