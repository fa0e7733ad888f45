import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClickHouse, type RunningEngine } from '@gatewayops/engines';
import { createClickHouse, type ClickHouse } from './client.js';

/** A ClickHouse of its own for one test file, that can be killed and brought back with its data. */
export class ClickHouseFixture {
  engine!: RunningEngine;
  clickhouse!: ClickHouse;
  private constructor(private readonly dataDir: string) {}

  static async start(): Promise<ClickHouseFixture> {
    const fixture = new ClickHouseFixture(await mkdtemp(join(tmpdir(), 'clickhouse-')));
    await fixture.open();
    return fixture;
  }

  async open(): Promise<void> {
    this.engine = await startClickHouse({ dataDir: this.dataDir, ...(this.engine ? { port: this.engine.port } : {}) });
    this.clickhouse ??= createClickHouse({ url: this.engine.url, service: 'test' });
  }

  async crash(): Promise<void> {
    this.engine.kill('SIGKILL');
    await this.engine.exited;
  }

  /** One row of a statement that the tests write themselves. */
  async row(sql: string): Promise<unknown> {
    const [row] = await this.clickhouse.select(sql, { operation: 'test', tag: { route: 'test', orgId: null } });
    return row;
  }

  run(sql: string): Promise<void> {
    return this.clickhouse.command(sql, { operation: 'test', tag: { route: 'test', orgId: null } });
  }

  async close(): Promise<void> {
    await this.clickhouse.close();
    await this.engine.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
