/**
 * Whether `text` matches a star pattern: `*` stands for any run of characters, also none; anything else for itself.
 * The pieces between stars are found from left to right and never searched again, so that the time is bounded by the
 * text's length times the longest piece, whatever a tenant writes into a pattern.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let star = pattern.indexOf('*');
  if (star === -1) return pattern === text;
  if (pattern.length === 1) return true;
  if (!text.startsWith(pattern.slice(0, star))) return false;
  let from = star;
  let next = pattern.indexOf('*', star + 1);
  while (next !== -1) {
    const piece = pattern.slice(star + 1, next);
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
    star = next;
    next = pattern.indexOf('*', star + 1);
  }
  const last = pattern.slice(star + 1);
  return text.length - last.length >= from && text.endsWith(last);
}

/** Whether a pattern names one thing only. */
export const isExactPattern = (pattern: string): boolean => !pattern.includes('*');

/** How many characters of a pattern stand for themselves. */
export function literalLength(pattern: string): number {
  let stars = 0;
  for (let at = pattern.indexOf('*'); at !== -1; at = pattern.indexOf('*', at + 1)) stars++;
  return pattern.length - stars;
}
