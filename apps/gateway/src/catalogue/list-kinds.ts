/** A list of a server: which member of the result holds it, and which member of an entry names the entry. */
interface ListKind {
  readonly member: string;
  readonly key: 'name' | 'uri' | 'uriTemplate';
}

export const LIST_KINDS = {
  'tools/list': { member: 'tools', key: 'name' },
  'prompts/list': { member: 'prompts', key: 'name' },
  'resources/list': { member: 'resources', key: 'uri' },
  'resources/templates/list': { member: 'resourceTemplates', key: 'uriTemplate' },
} as const satisfies Record<string, ListKind>;
export type ListMethod = keyof typeof LIST_KINDS;

/** A change of lists that a server tells of (2026-07-28, Tools, Prompts and Resources, List Changed). */
interface ListChange {
  readonly method: string;
  /** By which a client says that it wants to hear of it (2026-07-28, Subscriptions). */
  readonly flag: string;
  /** By whose `listChanged` an older server says that it tells of it. */
  readonly capability: string;
  readonly lists: readonly ListMethod[];
}

export const LIST_CHANGES = [
  { method: 'notifications/tools/list_changed', flag: 'toolsListChanged', capability: 'tools', lists: ['tools/list'] },
  {
    method: 'notifications/prompts/list_changed',
    flag: 'promptsListChanged',
    capability: 'prompts',
    lists: ['prompts/list'],
  },
  {
    method: 'notifications/resources/list_changed',
    flag: 'resourcesListChanged',
    capability: 'resources',
    lists: ['resources/list', 'resources/templates/list'],
  },
] as const satisfies readonly ListChange[];

/** The lists that a notification of that method says have changed; none for any other. */
export const listsChangedBy = (notification: string): readonly ListMethod[] =>
  LIST_CHANGES.find(({ method }) => method === notification)?.lists ?? [];
