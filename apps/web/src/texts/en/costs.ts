const n = (count: number): string => count.toLocaleString('en');

export const costs = {
  hint: 'What calls cost, by who made them and what they used. Days are UTC.',
  period: {
    label: 'Period',
    names: {
      today: 'Today',
      '7d': 'Last 7 days',
      '30d': 'Last 30 days',
      '90d': 'Last 90 days',
      month: 'This month',
      'last-month': 'Last month',
    },
    custom: 'From … to …',
    from: 'First day',
    to: 'Last day',
    refused: 'The last day must not come before the first, nor more than a year after it.',
    days: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  },
  by: { label: 'Group by', day: 'Day', team: 'Team', user: 'Person', key: 'Key', server: 'Server', tool: 'Tool' },
  stats: {
    cost: 'Cost',
    calls: 'Calls',
    each: 'Cost of a call, on average',
    before: (amount: string) => `${amount} in the period before`,
    noneBefore: 'Nothing in the period before',
  },
  chart: { title: 'Cost by time', titleHours: 'Cost by hour', titleDays: 'Cost by day', along: 'From', rest: 'Others' },
  table: {
    day: 'Day (UTC)',
    server: 'Server',
    calls: 'Calls',
    each: 'Each',
    tokensIn: 'Tokens in',
    tokensOut: 'Tokens out',
    cost: 'Cost',
    share: 'Share',
    traces: 'Traces',
    byId: 'There are more groups than are loaded, so these are in the order of their ids. The export has all of them.',
    more: 'The first 1,000 are shown. The export has all of them.',
  },
  exportCsv: 'Export CSV',
  prices: 'Prices',
  empty: {
    title: 'No calls in this period',
    hint: 'Choose a longer period. A call is counted here within seconds; it costs what its price says, or nothing.',
  },
  noCost: {
    title: 'Nothing in this period cost anything',
    hint: (calls: number) =>
      `${n(calls)} ${calls === 1 ? 'call was' : 'calls were'} made, and no price applied to them.`,
    action: 'Set a price',
  },
};

export const prices = {
  title: 'Prices',
  hint: 'What a call costs. The most exact pattern that fits a server and a tool is used.',
  back: 'Costs',
  add: 'Set a price',
  edit: 'Change',
  end: 'End',
  columns: { server: 'Server', tool: 'Tool', price: 'Price of a call', since: 'In force since', version: 'Version' },
  any: 'any',
  empty: {
    title: 'No prices yet',
    hint: 'Without a price, a call costs nothing unless its server says what it cost.',
    hintReader:
      'Without a price, a call costs nothing unless its server says what it cost. Ask an administrator to set one.',
  },
  form: {
    titleNew: 'Set a price',
    titleEdit: 'Change a price',
    hint: 'Calls that were made keep the price that they had.',
    server: 'Server',
    serverHint: 'Its name, or a pattern: * stands for any characters.',
    tool: 'Tool',
    toolHint: 'Its name, or a pattern: * is every tool.',
    needed: 'Enter a name or a pattern.',
    price: 'Price of a call in US dollars',
    priceHint: 'Up to six decimals: 0.001 is a tenth of a cent.',
    priceWrong: 'Enter an amount such as 0.001, with at most six decimals.',
    save: 'Set the price',
  },
  saved: 'Price set',
  ended: 'Price ended',
  confirm: {
    title: 'End this price?',
    text: (server: string, tool: string) =>
      `Calls to ${tool === '*' ? 'all tools' : tool} of ${server === '*' ? 'all servers' : server} are then priced by what else fits, or not at all. Calls that were made keep their price.`,
    action: 'End the price',
  },
};
