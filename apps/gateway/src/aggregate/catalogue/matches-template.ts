/**
 * Whether a URI can have been made from a template (RFC 6570): the text around its expressions is there in order. What an
 * expression stands for is not looked at, so that the time is bounded by the length of both.
 */
export function matchesTemplate(template: string, uri: string): boolean {
  const pieces = template.split(/\{[^{}]*\}/);
  const first = pieces[0]!;
  if (pieces.length === 1) return template === uri;
  const last = pieces.at(-1)!;
  if (!uri.startsWith(first) || !uri.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = uri.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return uri.length - last.length >= from;
}
