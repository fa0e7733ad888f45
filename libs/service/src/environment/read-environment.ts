import { z } from 'zod';

/** A setting is missing or malformed. The message names each variable, and never repeats its value. */
export class EnvironmentError extends Error {}

/**
 * Checks a service's environment variables. Empty strings count as not set, as a shell or a compose file leaves them.
 * @throws EnvironmentError naming each variable that is wrong
 */
export function parseEnvironment<T extends z.ZodType>(
  schema: T,
  source: Record<string, string | undefined>,
): z.infer<T> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvironmentError(`The environment is not valid. ${lines.join('; ')}`);
}

/** {@link parseEnvironment} for an app's `env.ts`: a bad value ends the process with one sentence on stderr, code 1. */
export function readEnvironment<T extends z.ZodType>(
  schema: T,
  source: Record<string, string | undefined>,
): z.infer<T> {
  try {
    return parseEnvironment(schema, source);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
