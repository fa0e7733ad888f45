const LINE_CHARACTERS_MAX = 16_384;
const SHOWN_PER_WINDOW = 10;
const WINDOW_MS = 10_000;
const TROUBLE = /"level":"(?:warn|error|fatal)"/;

/** Picks the warnings and errors out of a service's JSON log, at most ten in ten seconds: the rest is in its file. */
export class TroubleLines {
  readonly #show: (line: string) => void;
  #rest = '';
  #windowStart = 0;
  #shown = 0;

  constructor(show: (line: string) => void) {
    this.#show = show;
  }

  read(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString()).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LINE_CHARACTERS_MAX);
    for (const line of lines) if (TROUBLE.test(line)) this.#offer(line);
  }

  #offer(line: string): void {
    const now = performance.now();
    if (now - this.#windowStart > WINDOW_MS) {
      this.#windowStart = now;
      this.#shown = 0;
    }
    this.#shown += 1;
    if (this.#shown <= SHOWN_PER_WINDOW) this.#show(describe(line));
    if (this.#shown === SHOWN_PER_WINDOW) this.#show('more of these are in the log file');
  }
}

function describe(line: string): string {
  try {
    const entry = JSON.parse(line) as { level?: string; message?: string; error?: { message?: string } };
    const cause =
      entry.error?.message === undefined || entry.error.message === entry.message ? '' : `: ${entry.error.message}`;
    return `${entry.level}: ${entry.message ?? ''}${cause}`.slice(0, 500);
  } catch {
    return line.slice(0, 500);
  }
}
