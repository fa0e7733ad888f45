'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import type { Filter } from '../ui/filter-bar';
import { environmentList, inOrder } from './environment-queries';

/** What a filter offers; nothing where they are not known, so that one can be typed. */
export function useEnvironmentOptions(): Pick<Filter, 'options'> {
  const { can } = useSession();
  const { data } = useQuery({ ...environmentList(useApi()), enabled: can('organization:read'), staleTime: 60_000 });
  return data === undefined ? {} : { options: inOrder(data.items).map(({ name }) => ({ value: name, label: name })) };
}
