/** What every `start…` of this library takes. */
export interface EngineOptions {
  /** Folder of this engine alone; created when absent. */
  dataDir: string;
  /** TCP port on 127.0.0.1; a free one is chosen when absent. */
  port?: number;
  /** Where programs that had to be fetched or copied are kept, so that several data folders can share them. Default `<dataDir>/cache`. */
  cacheDir?: string;
  /**
   * Default true. Without, what is acknowledged survives the end of the process, but not that of the machine: for tests, which
   * else wait for the disk more than for anything.
   */
  syncsToDisk?: boolean;
  /** Gives up what takes long before the engine runs: a download. */
  signal?: AbortSignal;
}

/** A PostgreSQL, and which one: made anew, it has another identity. */
export interface RunningPostgres extends RunningEngine {
  readonly identity: string;
}

/** A store that answers. It listens on 127.0.0.1 only. */
export interface RunningEngine {
  /** With credentials, ready for the client library. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Settles when the process has ended, whoever ended it. `code` is null when a signal did. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Clean shutdown, forced after `withinMs` (8 s): nothing acknowledged is lost either way. Settles when the process is gone. */
  stop(withinMs?: number): Promise<void>;
  /** Sends a signal and does not wait; for tests of crashes. */
  kill(signal: NodeJS.Signals): void;
}
