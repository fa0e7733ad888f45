import { readFile } from 'node:fs/promises';

const FILE = new URL('../../expected-failures.yml', import.meta.url);
const ENTRY = /^ *- *(?<scenario>[\w-]+) *(?:#.*)?$/gm;

const CLIENT_ENTRY = /^ *- *(?<scenario>auth\/[\w-]+) *(?:#.*)?$/gm;

/** The scenarios of OAuth clients that the gateway cannot pass. */
export async function readExpectedClientFailures(): Promise<ReadonlySet<string>> {
  const text = await readFile(FILE, 'utf8');
  return new Set([...text.matchAll(CLIENT_ENTRY)].map(({ groups }) => groups!['scenario']!));
}

/** The scenarios that may fail where an era is bridged. The file has the suite's own form for such lists. */
export async function readExpectedFailures(): Promise<ReadonlySet<string>> {
  const text = await readFile(FILE, 'utf8');
  return new Set([...text.matchAll(ENTRY)].map(({ groups }) => groups!['scenario']!));
}
