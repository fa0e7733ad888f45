import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type RunningEngine } from '@gatewayops/engines';
import { withConnection } from './connection.js';

/** A real PostgreSQL with data of its own, gone after `stop`. */
export class PostgresFixture {
  readonly #engine: RunningEngine;
  readonly #folder: string;

  private constructor(engine: RunningEngine, folder: string) {
    this.#engine = engine;
    this.#folder = folder;
  }

  static async start(): Promise<PostgresFixture> {
    const folder = await mkdtemp(join(tmpdir(), 'gatewayops-postgres-'));
    const cacheDir = join(homedir(), '.cache', 'gatewayops');
    return new PostgresFixture(
      await startPostgres({ dataDir: join(folder, 'data'), cacheDir, syncsToDisk: false }),
      folder,
    );
  }

  /** Of the superuser. */
  get url(): string {
    return this.#engine.url;
  }

  get port(): number {
    return this.#engine.port;
  }

  urlOf(role: string, password: string): string {
    const url = new URL(this.url);
    url.username = role;
    url.password = password;
    return url.href;
  }

  async query(sql: string, parameters: unknown[] = []): Promise<Record<string, unknown>[]> {
    return withConnection(this.url, async (client) => (await client.query(sql, parameters)).rows);
  }

  async stop(): Promise<void> {
    await this.#engine.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
