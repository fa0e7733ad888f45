/** What stands after `?`, as Next hands it to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The first value of a name. */
export async function readSearch(params: SearchParams): Promise<(name: string) => string | undefined> {
  const asked = await params;
  return (name) => {
    const value = asked[name];
    return Array.isArray(value) ? value[0] : value;
  };
}
