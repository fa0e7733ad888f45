/** A size of bodies, the same in both directions. */
export interface BodySize {
  name: string;
  bytes: number;
  /** Whether the numbers to reach apply; larger bodies are reported only. */
  isJudged: boolean;
}

export const SIZES: readonly BodySize[] = [
  { name: 'b200', bytes: 200, isJudged: true },
  { name: 'b4k', bytes: 4_096, isJudged: true },
  { name: 'b64k', bytes: 65_536, isJudged: false },
];
