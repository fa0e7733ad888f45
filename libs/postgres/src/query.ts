import type { EntityManager } from 'typeorm';
import type { z } from 'zod';

/** Runs one statement and parses each of its rows. A row that does not fit is a defect and throws the schema's error. */
export async function queryRows<Row extends z.ZodType>(
  manager: EntityManager,
  row: Row,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<z.output<Row>[]> {
  const { records } = await run(manager, statement, parameters);
  return records.map((record) => row.parse(record));
}

/** As `queryRows`, for a statement that gives one row or none. */
export async function queryRow<Row extends z.ZodType>(
  manager: EntityManager,
  row: Row,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<z.output<Row> | null> {
  const [first] = await queryRows(manager, row, statement, parameters);
  return first ?? null;
}

/** Runs one statement; gives how many rows it changed. */
export async function execute(
  manager: EntityManager,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  return (await run(manager, statement, parameters)).affected ?? 0;
}

function run(manager: EntityManager, statement: string, parameters: readonly unknown[]) {
  if (!manager.queryRunner) throw new Error('Statements run inside a transaction of TenantTransactions.');
  return manager.queryRunner.query(statement, [...parameters], true);
}
