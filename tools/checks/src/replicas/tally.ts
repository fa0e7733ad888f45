/** What went wrong, and when gateways were killed. */
export class Tally {
  calls = 0;
  /** Calls that ended well though their stream had to be resumed. */
  resumed = 0;
  notifications = 0;
  /** Streams that were opened again. */
  reopened = 0;
  /** What reached a session and was another's. */
  wrongSession = 0;
  /** Of streams that can be resumed. */
  lostNotifications = 0;
  failedByKill = 0;
  otherFailures = 0;
  /** The first of each kind. */
  readonly examples = new Map<string, { count: number; example: string }>();
  readonly killedAtMs: number[] = [];

  wrong(what: string): void {
    this.wrongSession++;
    this.note('wrong session', what);
  }

  lost(count: number, what: string): void {
    this.lostNotifications += count;
    this.note('lost notifications', what);
  }

  /** A call that had no answer. Only one that was under way at a kill, and was cut off or told so, may be. */
  failed(kind: string, failure: CallFailure, startedAtMs: number): void {
    const now = performance.now();
    const killed = this.killedAtMs.some((atMs) => atMs >= startedAtMs - SEEN_LATE_MS && atMs <= now);
    if (killed && failure.byKill) this.failedByKill++;
    else this.otherFailures++;
    this.note(`${killed && failure.byKill ? 'by kill' : 'other'}: ${kind}`, failure.message);
  }

  other(kind: string, what: string): void {
    this.otherFailures++;
    this.note(`other: ${kind}`, what);
  }

  note(kind: string, example: string): void {
    const known = this.examples.get(kind);
    if (known) known.count++;
    else this.examples.set(kind, { count: 1, example: example.slice(0, 400) });
  }
}

/** A connection to a gateway that was killed is known to be cut so much later, on a busy machine. */
const SEEN_LATE_MS = 1_500;

export class CallFailure extends Error {
  constructor(
    message: string,
    /** Whether that is how a call ends whose gateway dies: cut off, or told to be repeated. */
    readonly byKill: boolean,
  ) {
    super(message);
  }
}
