import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { SlidingWindows, type Attempt, type Budget } from './sliding-windows.js';

const MINUTE_MS = 60_000;

/** What may go wrong in a window before more is refused. Right answers do not count. */
const LIMITS = {
  /** Guesses of one source at whatever account: an IPv4 address, or a /64 of IPv6. */
  address: { attempts: 50, windowMs: 10 * MINUTE_MS },
  /** Guesses at one account by browsers in which its owner has not signed in. */
  account: { attempts: 10, windowMs: 15 * MINUTE_MS },
  /** Guesses at one account in a browser in which its owner has signed in. */
  device: { attempts: 10, windowMs: 15 * MINUTE_MS },
  /** Mails that one source has us send. */
  mailsOfAddress: { attempts: 30, windowMs: 60 * MINUTE_MS },
  /** Mails to one person. */
  mailsToAccount: { attempts: 10, windowMs: 60 * MINUTE_MS },
};

/** What is guessed at: passwords and codes have budgets of their own. */
export interface Guess {
  kind: 'password' | 'code' | 'link';
  /** An address, whether anybody has it or not, or the id of a person. */
  account: string;
  ipAddress: string;
  /** Where the owner has signed in in this browser before: see `KnownDevices`. */
  deviceId: string | null;
}

/** Limits guesses, before anything is computed for them. */
@Injectable()
export class SignInThrottle {
  constructor(private readonly windows: SlidingWindows) {}

  /**
   * Admits a guess. Give it back where it was right.
   * @throws GatewayOpsError `rate_limited` with the seconds until one more is admitted
   */
  async admit({ kind, account, ipAddress, deviceId }: Guess): Promise<Attempt> {
    if (deviceId !== null) return this.take([{ ...LIMITS.device, name: `device:${kind}:${deviceId}` }]);
    return this.take([
      { ...LIMITS.address, name: `address:${sourceOf(ipAddress)}` },
      { ...LIMITS.account, name: `account:${kind}:${digestOf(account)}` },
    ]);
  }

  /**
   * As `admit`, for what is too long to be guessed: recovery codes and passkeys. Only where it comes from is held to a limit: the
   * browser, where somebody has signed in before, so that who shares an address with a guesser still gets in; else the source.
   */
  admitSource({ ipAddress, deviceId }: Pick<Guess, 'ipAddress' | 'deviceId'>): Promise<Attempt> {
    if (deviceId !== null) return this.take([{ ...LIMITS.device, name: `device:long:${deviceId}` }]);
    return this.take([{ ...LIMITS.address, name: `address:${sourceOf(ipAddress)}` }]);
  }

  /** Whether one more mail may go to this address. What counts for an account is not told to who asks. */
  async admitMail({ account, ipAddress, deviceId }: Omit<Guess, 'kind'>): Promise<boolean> {
    if (deviceId === null) await this.take([{ ...LIMITS.mailsOfAddress, name: `mails-of:${sourceOf(ipAddress)}` }]);
    const name = deviceId === null ? `mails-to:${digestOf(account)}` : `mails-to-device:${deviceId}`;
    return typeof (await this.windows.take({ ...LIMITS.mailsToAccount, name })) !== 'number';
  }

  private async take(budgets: readonly Budget[]): Promise<Attempt> {
    const waitMs = Math.max(...(await Promise.all(budgets.map((budget) => this.windows.waitMs(budget)))));
    if (waitMs > 0) throw tooMany(waitMs);
    const taken: Attempt[] = [];
    for (const budget of budgets) {
      const attempt = await this.windows.take(budget);
      if (typeof attempt !== 'number') {
        taken.push(attempt);
        continue;
      }
      await giveBackAll(taken);
      throw tooMany(attempt);
    }
    return { giveBack: () => giveBackAll(taken) };
  }
}

const giveBackAll = async (attempts: readonly Attempt[]): Promise<void> =>
  void (await Promise.all(attempts.map((attempt) => attempt.giveBack())));

function tooMany(waitMs: number): GatewayOpsError {
  const message = 'Too many attempts. Wait a little, or sign in with a link by e-mail or a passkey.';
  return new GatewayOpsError('rate_limited', { message, retryAfterSeconds: Math.ceil(waitMs / 1000) });
}

/** Providers give out IPv6 by the /64, so that is what one guesser has. */
export function sourceOf(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.parse(address) as ipaddr.IPv6;
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  return `${parsed.parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`; // prettier-ignore
}

const digestOf = (account: string): string => hash('sha256', account.toLowerCase(), 'base64url');
