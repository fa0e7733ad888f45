import { ShutdownHooks } from '@gatewayops/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { RefreshAhead } from './refresh-ahead.js';

/** How often tokens that end soon are looked for, in milliseconds. */
export const TOKENS_AHEAD_INTERVAL_MS = Symbol('TOKENS_AHEAD_INTERVAL_MS');

/** Has tokens renewed ahead of their end, one pass at a time. */
@Injectable()
export class RefreshSchedule implements OnModuleInit {
  private pass: Promise<void> | undefined;

  constructor(
    private readonly ahead: RefreshAhead,
    private readonly shutdown: ShutdownHooks,
    @Inject(TOKENS_AHEAD_INTERVAL_MS) private readonly intervalMs: number,
  ) {}

  onModuleInit(): void {
    const timer = setInterval(() => {
      this.pass ??= this.ahead.renewDue().finally(() => (this.pass = undefined));
    }, this.intervalMs);
    timer.unref();
    this.shutdown.register('stop', 'token renewals ahead', () => clearInterval(timer));
    this.shutdown.register('drain', 'token renewals ahead', () => this.pass);
  }
}
