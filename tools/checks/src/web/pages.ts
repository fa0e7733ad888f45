import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ROOT } from '@gatewayops/tool-launcher';

const ROUTES = join(ROOT, 'apps/web/src/app');

export interface PageToVisit {
  /** As the folders have it: `/traces/[id]`. */
  readonly route: string;
  readonly path: string;
}

/**
 * Every page that the dashboard has, found by its files, so that none is left out.
 * @param examples by route, for those with parameters
 * @throws Error for a route whose parameter has no example
 */
export async function pagesToVisit(examples: Readonly<Record<string, string>>): Promise<PageToVisit[]> {
  const files = await readdir(ROUTES, { recursive: true });
  const routes = files.filter((file) => /(^|[\\/])page\.tsx$/.test(file)).map(routeOf);
  if (routes.length === 0) throw new Error(`there are no pages in ${ROUTES}`);
  return routes.toSorted().map((route) => {
    const path = route.includes('[') ? examples[route] : route;
    if (path === undefined) throw new Error(`the check has no address for ${route}`);
    return { route, path };
  });
}

/** Folders in brackets group routes and are not in addresses. */
function routeOf(file: string): string {
  const folders = file.split(sep).slice(0, -1);
  return `/${folders.filter((name) => !name.startsWith('(')).join('/')}`;
}
