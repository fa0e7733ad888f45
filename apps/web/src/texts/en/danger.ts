const n = (count: number): string => count.toLocaleString('en');
const counted = (count: number, one: string, many: string): string => `${n(count)} ${count === 1 ? one : many}`;

/** Of the danger zone, which is loaded when it is shown: not in the catalogue of every page's first load. */
export const danger = {
  title: 'Danger zone',
  hint: 'Delete the organisation with all that is in it. This cannot be undone.',
  open: 'Delete organisation…',
  dialogTitle: (name: string) => `Delete ${name}?`,
  lead: 'Its keys, tokens and invitations stop working at once, on every gateway, and its people lose access.',
  lost: 'What will be lost',
  contents: {
    members: (count: number) => `${counted(count, 'member loses', 'members lose')} access; accounts stay`,
    active_api_keys: (count: number) => counted(count, 'active API key', 'active API keys'),
    mcp_servers: (count: number) => counted(count, 'MCP server', 'MCP servers'),
    teams: (count: number) => counted(count, 'team', 'teams'),
    projects: (count: number) => counted(count, 'project', 'projects'),
    service_accounts: (count: number) => counted(count, 'service account', 'service accounts'),
  },
  rest: 'All traces, costs, prices, alerts and settings',
  kept: 'The audit log is kept for as long as the organisation had set.',
  typeName: (name: string) => `Type “${name}” to confirm`,
  submit: 'Delete the organisation',
};
