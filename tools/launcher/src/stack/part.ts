/** A running process of the stack, whatever it is. Engines of `@gatewayops/engines` have this shape already. */
export interface RunningPart {
  readonly pid: number;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(withinMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** What the stack tells whoever started it. */
export type StackEvent =
  | { kind: 'starting'; part: string }
  | { kind: 'ready'; part: string; tookMs: number }
  | { kind: 'warning'; part: string; line: string }
  | { kind: 'died'; part: string; how: string; restartInMs: number | undefined };

export type Report = (event: StackEvent) => void;
