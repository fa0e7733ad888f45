export const connections = {
  hint: 'Accounts of yours that the gateway uses when you call a server.',
  columns: {
    server: 'Server',
    state: 'State',
    account: 'Authorization server',
    used: 'Token renewed',
    made: 'Connected',
  },
  states: { active: 'Connected', needs_reconnect: 'Connect again' },
  connect: 'Connect',
  again: 'Connect again',
  disconnect: 'Disconnect',
  disconnectAsk: (server: string) => `Disconnect from ${server}?`,
  disconnectHint: (server: string) =>
    `The tokens are revoked. Calls of yours to ${server} are refused until you connect again.`,
  disconnected: 'Disconnected',
  empty: {
    title: 'No connected accounts',
    hint: 'Servers that ask each person to sign in appear below. Connect one to use its tools.',
  },
  available: 'Not connected yet',
  availableHint: 'These servers ask each person to sign in.',
  noneAvailable: 'No server asks you to sign in.',
  never: 'Not yet',
  scope: 'Allowed',
};
