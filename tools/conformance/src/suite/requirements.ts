import { packageFile } from '@gatewayops/tool-launcher';
import { readFile } from 'node:fs/promises';
import type { Revision } from '../plan.js';

/** Of the form `client:` and below it a line `  - scenario` each. */
const CLIENT = /^client:\n(?<entries>(?: +- .*\n|\n)+)/m;

/** They are about a client that a server sends to an authorization server: here that client is the gateway. */
const AUTHORIZATION = 'auth/';

/** What a client has to pass at a revision, as the suite has it. @throws Error when the suite's file reads otherwise */
export async function requiredOfClients(revision: Revision): Promise<string[]> {
  return (await scenariosOf(revision)).filter((scenario) => !scenario.startsWith(AUTHORIZATION));
}

/** What the gateway has to pass before protected servers. */
export async function requiredOfOAuthClients(revision: Revision): Promise<string[]> {
  return (await scenariosOf(revision)).filter((scenario) => scenario.startsWith(AUTHORIZATION));
}

/** @throws Error when the suite's file reads otherwise */
async function scenariosOf(revision: Revision): Promise<string[]> {
  const file = packageFile('@modelcontextprotocol/conformance', `requirements/${revision}.yaml`);
  const entries = CLIENT.exec(await readFile(file, 'utf8'))?.groups?.['entries'];
  const scenarios = (entries ?? '').split('\n').flatMap((line) => /^ +- (\S+)/.exec(line)?.[1] ?? []);
  if (scenarios.length === 0) throw new Error(`${file} names no scenario of clients`);
  return scenarios;
}
