/** What a match is of. Where two start at the same place, the one that stands first here decides what is written. */
export const SECRET_KINDS = ['bearer-token', 'private-key', 'api-key', 'card', 'ssn', 'email'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** A part of a text, from `start` up to `end`, that must not be stored, and what is stored in its place. */
export interface Match {
  kind: SecretKind;
  start: number;
  end: number;
  mask: string;
}

/**
 * Sorts matches and joins those that overlap: the one that starts first decides the mask and swallows the rest of the
 * others. An e-mail's name that ends a joined match leaves its `***` before the `@`, so that masking again finds nothing.
 */
export function joinOverlapping(matches: Match[]): Match[] {
  if (matches.length < 2) return matches;
  matches.sort((a, b) => a.start - b.start || SECRET_KINDS.indexOf(a.kind) - SECRET_KINDS.indexOf(b.kind));
  const joined: Match[] = [];
  let last: Match | undefined;
  for (const match of matches) {
    if (last === undefined || match.start >= last.end) {
      joined.push(match);
      last = match;
      continue;
    }
    last.end = Math.max(last.end, match.end);
    if (match.kind === 'email' && match.end === last.end) last.mask += '***';
  }
  return joined;
}

/** `text` with every match replaced. The matches are in order and do not overlap. */
export function replaceMatches(text: string, matches: readonly Pick<Match, 'start' | 'end' | 'mask'>[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, mask } of matches) {
    result += text.slice(from, start) + mask;
    from = end;
  }
  return result + text.slice(from);
}
