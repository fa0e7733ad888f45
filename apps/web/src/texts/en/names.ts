export const names = {
  /** Calls with a token that a person granted to an application. */
  application: (name: string) => `${name} (application)`,
  none: { team: 'No team', user: 'No person', key: 'No key', server: 'No server', tool: 'No tool (lists)' },
};
