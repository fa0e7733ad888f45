import { z } from 'zod';

const Environment = z.object({
  REDIS_URL: z.url({ protocol: /^rediss?$/ }),
  STREAM_SHARDS: z.coerce.number().int().min(1).max(1_024).default(1),
});
export type DeadLettersEnvironment = z.infer<typeof Environment>;

/** What the command needs; throws an error with the variables' names. */
export function readEnvironment(): DeadLettersEnvironment {
  const result = Environment.safeParse(process.env);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`The environment is not complete: ${problems.join('; ')}`);
}
