'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { serviceAccounts, teams, users } from './directory-queries';

/** Names for ids, as far as who looks may see them; the beginning of the id where there is none. */
export function useDirectory() {
  const api = useApi();
  const { can } = useSession();
  const people = useQuery({ ...users(api), enabled: can('members:read') });
  const groups = useQuery({ ...teams(api), enabled: can('teams:read') });
  const machines = useQuery({ ...serviceAccounts(api), enabled: can('service_accounts:read') });
  const name = (
    items: readonly { id: string; name: string | null; email?: string }[] | undefined,
    id: string,
  ): string => {
    const found = items?.find((item) => item.id === id);
    return found?.name ?? found?.email ?? id.slice(0, 8);
  };
  return {
    people: people.data?.items ?? [],
    teams: groups.data?.items ?? [],
    serviceAccounts: machines.data?.items ?? [],
    personName: (id: string) => name(people.data?.items, id),
    teamName: (id: string) => name(groups.data?.items, id),
    serviceAccountName: (id: string) => name(machines.data?.items, id),
  };
}
