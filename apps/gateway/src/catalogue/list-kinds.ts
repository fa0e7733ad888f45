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

/** Which lists a server means by its notifications (2026-07-28, Tools, Prompts and Resources, List Changed). */
const CHANGED: Record<string, readonly ListMethod[]> = {
  'notifications/tools/list_changed': ['tools/list'],
  'notifications/prompts/list_changed': ['prompts/list'],
  'notifications/resources/list_changed': ['resources/list', 'resources/templates/list'],
};

/** The lists that a notification of that method says have changed; none for any other. */
export const listsChangedBy = (notification: string): readonly ListMethod[] =>
  Object.hasOwn(CHANGED, notification) ? (CHANGED[notification] as readonly ListMethod[]) : [];
