import type { McpServerRuntime } from '@gatewayops/contracts';
import { LegFailure } from '../upstream/leg.js';
import { anchored } from './catalogue.js';
import type { StdioCatalogue, StdioCatalogueEntry } from './catalogue.js';

/** What is run for a server. */
export interface StdioCommand {
  entry: StdioCatalogueEntry;
  command: string;
  args: string[];
  environment: Record<string, string>;
}

/**
 * Variables that steer what a program loads or runs. A tenant that may set one may run commands, so without a list of
 * `secrets` these are refused.
 */
const STEERING =
  /^(PATH|HOME|PWD|TMPDIR|SHELL|IFS|ENV|BASH_.*|NODE_.*|NPM_.*|BUN_.*|DENO_.*|LD_.*|DYLD_.*|GLIBC_.*|GCONV_PATH|PYTHON.*|PERL.*|RUBY.*|GEM_.*|JAVA_.*|_JAVA_.*|JDK_.*|GIT_.*|SSH_.*|OPENSSL_.*|SSL_.*|.*_PROXY)$/;

const refuse = (message: string): LegFailure => new LegFailure('upstream_error', message, { countsAgainst: false });

/**
 * The command of a server: the operator's, with the tenant's checked values in it.
 * @throws LegFailure when the catalogue has no such entry, or a value is missing, unknown or does not match
 */
export function stdioCommand(
  server: McpServerRuntime,
  catalogue: StdioCatalogue | null,
  workFolder: string,
): StdioCommand {
  const { transport } = server;
  if (transport.type !== 'stdio') throw new TypeError('not a stdio server');
  const entry = catalogue && Object.hasOwn(catalogue.entries, transport.catalogEntry)
    ? catalogue.entries[transport.catalogEntry]
    : undefined; // prettier-ignore
  if (!entry) throw refuse(`The catalogue of stdio servers has no entry \`${transport.catalogEntry}\`.`);
  const values = argumentValues(entry, transport.arguments);
  values.set('workFolder', workFolder);
  const fill = (text: string): string =>
    text.replace(/\{([A-Za-z][A-Za-z0-9_-]*)\}/g, (placeholder, name: string) => values.get(name) ?? placeholder);
  const environment: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: workFolder,
    TMPDIR: workFolder,
    LANG: 'C.UTF-8',
  };
  for (const [name, value] of Object.entries(entry.environment)) environment[name] = fill(value);
  Object.assign(environment, secrets(server, entry));
  return { entry, command: fill(entry.command), args: entry.args.map(fill), environment };
}

function argumentValues(entry: StdioCatalogueEntry, given: Record<string, string>): Map<string, string> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(entry.arguments, name)) throw refuse(`This stdio server takes no argument \`${name}\`.`);
  }
  const values = new Map<string, string>();
  for (const [name, declared] of Object.entries(entry.arguments)) {
    const value = Object.hasOwn(given, name) ? given[name] : declared.default;
    if (value === undefined) throw refuse(`The argument \`${name}\` of this stdio server is missing.`);
    if (value.includes('\0') || !anchored(declared.pattern).test(value)) {
      throw refuse(`The argument \`${name}\` of this stdio server does not match what the operator allows.`);
    }
    values.set(name, value);
  }
  return values;
}

function secrets(server: McpServerRuntime, entry: StdioCatalogueEntry): Record<string, string> {
  if (server.credential.type !== 'environment') return {};
  const { variables } = server.credential;
  for (const [name, value] of Object.entries(variables)) {
    const allowed = entry.secrets ? entry.secrets.includes(name) : !STEERING.test(name) && !(name in entry.environment);
    if (!allowed || value.includes('\0'))
      throw refuse(`The variable \`${name}\` may not be set for this stdio server.`);
  }
  return variables;
}
