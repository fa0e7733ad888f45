import type { DataSource } from 'typeorm';

export interface DatabaseHealth {
  state: 'up' | 'down';
  detail?: string;
}

/** Asks the database for nothing, within `timeoutMs`. Never throws. */
export async function checkDatabase(dataSource: DataSource, timeoutMs = 1_000): Promise<DatabaseHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DatabaseHealth>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'down', detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
  });
  const answer = dataSource.query('SELECT 1').then(
    (): DatabaseHealth => ({ state: 'up' }),
    (): DatabaseHealth => ({ state: 'down', detail: 'PostgreSQL cannot be reached' }),
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
