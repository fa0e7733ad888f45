import type { Match } from '../match.js';
import type { OwnMatch } from './own-patterns.js';

interface Part {
  start: number;
  end: number;
  mask: string;
  isOwn: boolean;
}

/**
 * What is replaced of a text: matches that overlap become one. Where one of them is the organisation's own, its replacement stands for
 * all, the first one's of several: a replacement shows nothing, while the mask of a built-in kind may show a part.
 */
export function joinWithOwn(builtIn: readonly Match[], own: readonly OwnMatch[]): Pick<Match, 'start' | 'end' | 'mask'>[] {
  const parts: Part[] = [
    ...builtIn.map(({ start, end, mask }) => ({ start, end, mask, isOwn: false })),
    ...own.map(({ start, end, mask }) => ({ start, end, mask, isOwn: true })),
  ];
  // Of those that start together the longest is first, of those the pattern that stands first: the sort is stable.
  parts.sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || part.start >= last.end) {
      joined.push(part);
      continue;
    }
    last.end = Math.max(last.end, part.end);
    if (part.isOwn && !last.isOwn) {
      last.mask = part.mask;
      last.isOwn = true;
    }
  }
  return joined;
} // prettier-ignore
