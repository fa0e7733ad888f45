import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from '@gatewayops/engines';
import { PORT_BASE_DEFAULT, PORT_COUNT } from './ports.js';

export interface LauncherOptions {
  dataDir: string;
  portBase: number;
  readyFile: string | undefined;
  demo: boolean;
  /** Whether the dashboard runs too. */
  web: boolean;
}

export const HELP = `npm start -- [options]

Starts GatewayOps with everything it needs: PostgreSQL, Redis, ClickHouse's engine, the services, the dashboard, three
MCP servers and a demo organisation. Ctrl-C stops it.

  --data-dir DIR     where data, secrets and logs are kept (default: .gatewayops in this checkout)
  --port-base N      gateway N, auth N+1, cost N+2, trace N+3, alert N+4, dashboard N+5, PostgreSQL N+6, Redis N+7,
                     ClickHouse N+8, the demo's HTTP MCP server N+9 (default: ${PORT_BASE_DEFAULT})
  --ready-file FILE  write addresses, demo key and process ids there as JSON when everything answers
  --no-demo          no demo organisation and no demo MCP servers
  --no-web           no dashboard: people sign in at the auth service itself
  --help             this text

DATABASE_URL, REDIS_URL and CLICKHOUSE_URL replace an embedded engine each. DATABASE_URL needs a user who may create
roles and tables. LOG_LEVEL (default: info) is passed to the services.
`;

/**
 * Reads the command line. Relative paths count from where the command was called.
 * @returns undefined when help was asked for
 * @throws StartError in one sentence for an option that is unknown or malformed
 */
export function readOptions(args: readonly string[], defaultDataDir: string, cwd: string): LauncherOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const portBase = Number(values['port-base'] ?? PORT_BASE_DEFAULT);
  if (!Number.isInteger(portBase) || portBase < 1 || portBase + PORT_COUNT - 1 > 65_535) {
    throw new StartError(`--port-base takes a number from 1 to ${65_536 - PORT_COUNT}, not ${values['port-base']}.`);
  }
  return {
    dataDir: values['data-dir'] === undefined ? defaultDataDir : resolve(cwd, values['data-dir']),
    portBase,
    readyFile: values['ready-file'] === undefined ? undefined : resolve(cwd, values['ready-file']),
    demo: !values['no-demo'],
    web: !values['no-web'],
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'data-dir': { type: 'string' },
        'port-base': { type: 'string' },
        'ready-file': { type: 'string' },
        'no-demo': { type: 'boolean' },
        'no-web': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new StartError(`${sentence}. \`npm start -- --help\` lists the options.`, { cause: error });
  }
}
