import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { GatewayOpsError } from '@gatewayops/contracts';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { driverErrorOf, isContention, isUnavailability, sqlState } from './failures.js';

/** A circuit breaker, as `CircuitBreaker` of the domain is one. Specification: Circuit Breakers, database. */
export interface Breaker {
  tryAcquire(): boolean;
  succeed(): void;
  fail(): void;
}

const ALWAYS_CLOSED: Breaker = { tryAcquire: () => true, succeed: () => undefined, fail: () => undefined };

export interface TransactionSetting {
  name: `app.${string}`;
  value: string;
}

/**
 * Runs transactions with settings that end with them. Failures of the database (not of a statement) become
 * `service_unavailable` and count against the breaker.
 */
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly breaker: Breaker = ALWAYS_CLOSED,
  ) {}

  async run<T>(settings: readonly TransactionSetting[], work: (manager: EntityManager) => Promise<T>): Promise<T> {
    if (!this.breaker.tryAcquire()) throw new GatewayOpsError('service_unavailable', { retryAfterSeconds: 10 });
    const runner = this.dataSource.createQueryRunner();
    try {
      await this.connect(runner);
      const result = await this.transact(runner, settings, work);
      this.breaker.succeed();
      return result;
    } finally {
      await runner.release();
    }
  }

  /** Whatever fails while a connection is made or awaited is the database's absence. */
  private async connect(runner: QueryRunner): Promise<void> {
    try {
      await runner.connect();
    } catch (cause) {
      this.breaker.fail();
      throw new GatewayOpsError('service_unavailable', { cause, retryAfterSeconds: 1 });
    }
  }

  private async transact<T>(
    runner: QueryRunner,
    settings: readonly TransactionSetting[],
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    try {
      await runner.startTransaction();
      for (const { name, value } of settings) await runner.query('SELECT set_config($1, $2, true)', [name, value]);
      const result = await work(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      throw await this.failed(runner, error);
    }
  }

  private async failed(runner: QueryRunner, thrown: unknown): Promise<unknown> {
    const error = driverErrorOf(thrown);
    const fromDriver = error !== thrown;
    const state = sqlState(error);
    const lost = runner.isReleased || (fromDriver && state === null);
    if (lost) await breakConnection(runner);
    else if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => breakConnection(runner));
    if (lost || (state !== null && isUnavailability(state))) {
      this.breaker.fail();
      return new GatewayOpsError('service_unavailable', { cause: error, retryAfterSeconds: 1 });
    }
    // Contention is one tenant's, and must not shut the database to all of them.
    this.breaker.succeed();
    if (state !== null && isContention(state))
      return new GatewayOpsError('service_unavailable', { cause: error, retryAfterSeconds: 1 });
    return error;
  }
}

/** A connection in an unknown state must not go back to the pool. The pool drops it once it has seen the socket close. */
async function breakConnection(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return;
  const { connection } = (await runner.connect()) as { connection?: { stream?: Duplex } };
  const stream = connection?.stream;
  if (!stream || stream.closed) return;
  const closed = once(stream, 'close');
  stream.destroy();
  await closed;
}

/** Transactions of one organisation: row-level security lets through what is its own and nothing else. */
export class TenantTransactions {
  private readonly transactions: Transactions;

  constructor(dataSource: DataSource, breaker?: Breaker) {
    this.transactions = new Transactions(dataSource, breaker);
  }

  /**
   * Runs `work` in a transaction in which `app.org_id` is `orgId`. Anything thrown rolls back; a failing database is
   * `service_unavailable`, other database errors are the driver's (see `violatedUniqueConstraint`).
   */
  run<T>(orgId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.run([{ name: 'app.org_id', value: orgId }], work);
  }

  /** As `run` for the few look-ups that precede an organisation; row-level security shows no rows of any. */
  runWithoutOrganization<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.run([], work);
  }
}
