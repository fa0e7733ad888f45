import { StartError } from '@gatewayops/engines';
import { z } from 'zod';

const url = (protocols: RegExp) => z.url({ protocol: protocols }).optional();

const Environment = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  REDIS_URL: url(/^rediss?$/),
  CLICKHOUSE_URL: url(/^https?$/),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type LauncherEnvironment = z.infer<typeof Environment>;

/** @throws StartError naming the variable that is wrong; never its value, which may hold a password. */
export function readLauncherEnvironment(source: NodeJS.ProcessEnv): LauncherEnvironment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StartError(`${issue?.path.join('.')} is not valid: ${issue?.message}.`);
}
