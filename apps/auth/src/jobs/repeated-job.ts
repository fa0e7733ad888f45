import { Logger } from '@gatewayops/service';

/** Runs work again and again, with `intervalMs` between an end and the next beginning. A failure is logged and forgotten. */
export class RepeatedJob {
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly name: string,
    private readonly intervalMs: number,
    private readonly work: () => Promise<void>,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.pass = this.work()
        .catch((error: unknown) => this.logger.warn({ error }, `${this.name} failed; it is tried again`))
        .finally(() => this.stopped || this.start());
    }, this.intervalMs);
    this.timer.unref();
  }

  /** Ends after the pass under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.pass;
  }
}
