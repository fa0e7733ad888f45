import type { StackEvent } from './stack/part.js';

const TITLES: Record<string, string> = {
  postgres: 'PostgreSQL',
  redis: 'Redis',
  clickhouse: 'ClickHouse',
  auth: 'auth service',
  cost: 'cost service',
  trace: 'trace service',
  alert: 'alert service',
  everything: 'demo MCP server "everything"',
};
const PATIENCE_MS = 3_000;

/** Tells the person at the terminal what is going on: one line for each step that is done, and what is waited for. */
export class Progress {
  readonly #steps: number;
  readonly #write: (line: string) => void;
  readonly #underWay = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #done = 0;

  constructor(steps: number, write: (line: string) => void) {
    this.#steps = steps;
    this.#write = write;
    this.#timer = setInterval(() => this.#tellWaiting(), PATIENCE_MS);
    this.#timer.unref();
  }

  onEvent(event: StackEvent): void {
    const title = TITLES[event.part] ?? event.part;
    switch (event.kind) {
      case 'starting':
        this.#underWay.set(title, performance.now());
        break;
      case 'ready':
        this.done(title, 'ready', event.tookMs);
        break;
      case 'warning':
        this.#write(`  ${title}: ${event.line}`);
        break;
      case 'died':
        this.#write(
          `  ${title} died (${event.how}); ${event.restartInMs === undefined ? 'it stays down' : `starting it again in ${event.restartInMs / 1_000} s`}`,
        );
        break;
    }
  }

  /** A step that is no process. */
  begin(title: string): void {
    this.#underWay.set(title, performance.now());
  }

  done(
    title: string,
    how: string,
    tookMs = performance.now() - (this.#underWay.get(title) ?? performance.now()),
  ): void {
    this.#underWay.delete(title);
    this.#done += 1;
    const count = this.#done <= this.#steps ? `[${this.#done}/${this.#steps}] ` : '  ';
    this.#write(`${count}${title} … ${how} in ${(tookMs / 1_000).toFixed(1)} s`);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #tellWaiting(): void {
    const now = performance.now();
    const slow = [...this.#underWay].filter(([, since]) => now - since >= PATIENCE_MS);
    if (slow.length === 0) return;
    this.#write(
      `  waiting for ${slow.map(([title, since]) => `${title} (${Math.round((now - since) / 1_000)} s)`).join(', ')}`,
    );
  }
}
