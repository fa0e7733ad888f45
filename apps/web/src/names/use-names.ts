'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { NEEDS, nameList, nameOf, serverNames, type Named, type Names } from './name-queries';
import { shortId } from './name-words';

/** The name of an id; the id in short where there is none, or none for who asks. */
export type NameOf = (id: string) => string;

/** Names of teams, people or keys. `null` asks nothing. */
export function useNames(kind: Named | null, ids: readonly string[]): NameOf {
  const api = useApi();
  const { can } = useSession();
  const enabled = kind !== null && can(NEEDS[kind]);
  const list = useQuery({ ...nameList(api, kind ?? 'team'), enabled });
  const known = new Map(enabled ? list.data?.items.map(({ id, name }) => [id, name]) : []);
  const rest = enabled && !list.isPending ? ids.filter((id) => !known.has(id)) : [];
  const others = useQueries({ queries: rest.map((id) => nameOf(api, kind ?? 'team', id)) });
  for (const [index, id] of rest.entries()) {
    const name = others[index]?.data;
    if (typeof name === 'string') known.set(id, name);
  }
  return (id) => known.get(id) ?? shortId(id);
}

type Choices = readonly { value: string; label: string }[];

/** What a filter offers, where that is all there is; undefined: it is typed. */
export function useChoices(): Record<'team' | 'user' | 'server', Choices | undefined> {
  const api = useApi();
  const { can } = useSession();
  const teams = useQuery({ ...nameList(api, 'team'), enabled: can(NEEDS.team) });
  const users = useQuery({ ...nameList(api, 'user'), enabled: can(NEEDS.user) });
  const servers = useQuery({ ...serverNames(api), enabled: can('mcp_servers:read') });
  return {
    team: choicesOf(teams.data, 'id'),
    user: choicesOf(users.data, 'id'),
    server: choicesOf(servers.data, 'name'),
  };
}

function choicesOf(names: Names | undefined, value: 'id' | 'name'): Choices | undefined {
  if (names === undefined || !names.complete || names.items.length === 0) return undefined;
  return names.items.map((item) => ({ value: item[value], label: item.name }));
}
