const startedMs = performance.now();

/** A line of progress, on stderr, because stdout ends in the result. */
export function progress(line: string): void {
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0).padStart(4);
  process.stderr.write(`${seconds} s  ${line}\n`);
}
