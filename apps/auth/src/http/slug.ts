import { GatewayOpsError } from '@gatewayops/contracts';

/** A slug made from a name: `Data & Search` becomes `data-search`. Asks for one where nothing of the name is left. */
export function slugFrom(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
    .replaceAll(/^-+|-+$/g, '');
  if (slug !== '') return slug;
  const details = [{ field: 'slug', message: 'The name gives no slug; choose one.' }];
  throw new GatewayOpsError('validation_error', { details });
}
