/** What was found in a text, and because of which rule. Positions in UTF-16 code units of what was given. */
export interface Found {
  readonly rule: string;
  readonly kind: 'built_in' | 'field' | 'pattern';
  readonly start: number;
  readonly end: number;
}
