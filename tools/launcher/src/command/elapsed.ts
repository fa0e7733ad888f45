const startedAtMs = performance.now();

/** A line of progress on stderr with the seconds since the start: stdout ends in the result. */
export function progress(text: string): void {
  process.stderr.write(`${((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
}
