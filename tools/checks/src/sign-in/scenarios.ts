export interface Scenario {
  readonly name: string;
  /** At how many accounts is guessed. */
  readonly accounts: 1 | 1_000;
  /** Whether all guesses come from one address; else each from one of its own. */
  readonly oneAddress: boolean;
}

export const SCENARIOS: readonly Scenario[] = [
  { name: 'one account, from many addresses', accounts: 1, oneAddress: false },
  { name: 'one account, from one address', accounts: 1, oneAddress: true },
  { name: '1,000 accounts, from many addresses', accounts: 1_000, oneAddress: false },
  { name: '1,000 accounts, from one address', accounts: 1_000, oneAddress: true },
];

/** Where a lone guesser speaks from. Owners speak from there, too: who shares an address with a guesser is not to suffer. */
export const ONE_ADDRESS = '198.51.100.7';
