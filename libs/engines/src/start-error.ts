/**
 * Why something could not be started, in one sentence for the person at the terminal: what is wrong and what helps.
 * Printed without a stack trace; the process then ends with exit code 1.
 */
export class StartError extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** The system's code of a failed call (`ENOSPC`, `EADDRINUSE`, …), where it has one. */
export function systemErrorCode(error: unknown): string | undefined {
  // Not `instanceof Error`: a test runner's sandbox has an `Error` of its own, which the system's errors are no instances of.
  if (typeof error !== 'object' || error === null) return undefined;
  const code = (error as NodeJS.ErrnoException).code;
  return typeof code === 'string' ? code : undefined;
}

/** Turns a failure of the file system into a sentence about `path`; anything else comes back as it was. */
export function explainFileError(error: unknown, path: string): unknown {
  switch (systemErrorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError(`The disk that holds ${path} is full: free some space or choose another with --data-dir.`, {
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartError(`${path} cannot be written by this user: choose another folder with --data-dir.`, {
        cause: error,
      });
    case 'ENOTDIR':
    case 'EEXIST':
      return new StartError(`${path} cannot be a folder: something else is in its place.`, { cause: error });
    default:
      return error;
  }
}
