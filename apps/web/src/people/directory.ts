'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { personName, shortId } from '../names/name-words';
import { useSession } from '../session/session-context';
import { serviceAccounts, teams, users } from './directory-queries';

/** Names for ids, as far as who looks may see them; the beginning of the id where there is none. */
export function useDirectory() {
  const api = useApi();
  const { can } = useSession();
  const people = useQuery({ ...users(api), enabled: can('members:read') });
  const groups = useQuery({ ...teams(api), enabled: can('teams:read') });
  const machines = useQuery({ ...serviceAccounts(api), enabled: can('service_accounts:read') });
  return {
    people: people.data?.items ?? [],
    teams: groups.data?.items ?? [],
    serviceAccounts: machines.data?.items ?? [],
    personName: (id: string) => {
      const found = people.data?.items.find((item) => item.id === id);
      return found === undefined ? shortId(id) : personName(found);
    },
    teamName: (id: string) => nameIn(groups.data?.items, id),
    serviceAccountName: (id: string) => nameIn(machines.data?.items, id),
  };
}

const nameIn = (items: readonly { id: string; name: string }[] | undefined, id: string): string =>
  items?.find((item) => item.id === id)?.name ?? shortId(id);
