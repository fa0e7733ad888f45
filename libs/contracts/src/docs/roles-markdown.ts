import { PERMISSIONS, type Grant } from '../permissions.js';
import { BUILT_IN_ROLES, type RoleRights } from '../roles.js';

const ROLES = Object.entries<RoleRights>(BUILT_IN_ROLES);
const WORDS = { organization: 'yes', team: 'of the team', own: 'own' } as const;

function reachIn(grants: readonly Grant[], permission: string): string {
  const resource = permission.replace(/:.*/, ':*');
  const found = grants.filter((grant) => ['*', resource, permission].includes(grant.permission));
  for (const reach of ['organization', 'team', 'own'] as const) {
    if (found.some((grant) => grant.reach === reach)) return WORDS[reach];
  }
  return '';
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** `docs/identity/roles.md`: what each built-in role allows, permission by permission. */
export function rolesMarkdown(): string {
  const names = ROLES.map(([name]) => name);
  const mcp = ROLES.map(([, { mcp: scopes }]) => (scopes.length > 0 ? 'yes' : ''));
  return [
    '# Roles and permissions',
    '',
    'Made by `npm run docs:roles` from `libs/contracts/src/permissions.ts` and `roles.ts`; change it there.',
    '',
    'Everybody has one role in an organisation (`org_admin`, `org_member`, `org_viewer`), and in each of their teams one of the',
    'team (`team_admin`, `team_member`). An organisation can make roles of its own (`/v1/roles`) and give them to people for all',
    'of the organisation or for one team (`/v1/role-assignments`); what is given for a team never reaches beyond it. What somebody',
    'may do is the sum of all their roles. Nobody can make or give a role, a key or a membership that allows more than they have.',
    'A key that belongs to a person or a service account may do what both the key and its owner may.',
    '',
    '`GET /v1/auth/permissions` tells each person what they may do, by which role, and why not.',
    '',
    '## Built-in roles',
    '',
    ...ROLES.map(([name, { description }]) => `- \`${name}\`: ${description}.`),
    '',
    '## Permissions',
    '',
    row(['Permission', 'Allows to', ...names.map((name) => `\`${name}\``)]),
    row(['---', '---', ...names.map(() => '---')]),
    ...Object.entries(PERMISSIONS).map(([permission, words]) =>
      row([`\`${permission}\``, words, ...ROLES.map(([, { grants }]) => reachIn(grants, permission))]),
    ),
    row(['MCP servers', 'Use servers, tools, resources and prompts through the gateway', ...mcp]),
    '',
  ].join('\n');
}
