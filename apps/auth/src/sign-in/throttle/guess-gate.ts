import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { KnownDevices } from './known-devices.js';
import type { Attempt } from './sliding-windows.js';
import { SignInThrottle, type Guess } from './sign-in-throttle.js';

/** What somebody tries, in which browser. */
type Try = Pick<Guess, 'kind' | 'account'> & { userId: string | null };

/** Admits guesses and mails of a request by where it comes from and whether its browser is known. */
@Injectable()
export class GuessGate {
  constructor(
    private readonly throttle: SignInThrottle,
    private readonly devices: KnownDevices,
  ) {}

  /** Whether anybody has signed in in this browser: if not, nobody needs to be looked up before it is admitted. */
  mayBeKnown(request: FastifyRequest): boolean {
    return this.devices.findAny(request) !== null;
  }

  /** Give it back where it was right. @throws GatewayOpsError `rate_limited` */
  async admit(request: FastifyRequest, { kind, account, userId }: Try) {
    const deviceId = this.deviceOf(request, userId);
    const attempt = await this.throttle.admit({ kind, account, ipAddress: request.ip, deviceId });
    return { known: deviceId !== null, giveBack: () => attempt.giveBack() };
  }

  /**
   * As `admit`, for what is too long to be guessed.
   * @param userId whose it would be; null where that is not known yet: then whoever has signed in in the browser counts
   * @throws GatewayOpsError `rate_limited`
   */
  admitSource(request: FastifyRequest, userId: string | null): Promise<Attempt> {
    const deviceId = userId === null ? this.devices.findAny(request) : this.deviceOf(request, userId);
    return this.throttle.admitSource({ ipAddress: request.ip, deviceId });
  }

  /** Whether a mail may go to the address. @throws GatewayOpsError `rate_limited` where the source has asked for too many */
  admitMail(request: FastifyRequest, account: string, userId: string | null): Promise<boolean> {
    return this.throttle.admitMail({ account, ipAddress: request.ip, deviceId: this.deviceOf(request, userId) });
  }

  private deviceOf(request: FastifyRequest, userId: string | null): string | null {
    return userId === null ? null : this.devices.find(request, userId);
  }
}
