/** Which view was chosen, in the address. */
export const VIEW_PARAMETER = 'view';

/** What of an address a view keeps: the parameters that it may have, each once, in one order, so that two can be compared. */
export function keptOf(params: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const name of names.toSorted()) {
    const value = params.get(name)?.trim();
    if (value !== undefined && value !== '') kept.set(name, value);
  }
  return kept.toString();
}

/** The address's query with a view's parameters in place of those it may have; what else stands there stays. */
export function addressWith(
  params: URLSearchParams,
  names: readonly string[],
  view: { id: string; query: string } | null,
): string {
  const next = new URLSearchParams(params);
  for (const name of [...names, VIEW_PARAMETER]) next.delete(name);
  if (view === null) return next.toString();
  for (const [name, value] of new URLSearchParams(view.query)) next.set(name, value);
  next.set(VIEW_PARAMETER, view.id);
  return next.toString();
}
