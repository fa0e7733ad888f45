import { freePorts, progress, runJudged, Stack, type Findings, type Workplace } from '@gatewayops/tool-launcher';
import { PERMISSIONS } from '@gatewayops/contracts';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkTenancy } from './check.js';

const USAGE = `Usage: npm run check:tenancy

Starts all services and asks each endpoint that they have, as another organisation (by key, session, OAuth and SCIM token, and
the operator), as no one, without the permission that it asks for, and as another site's page, with every id of an organisation
in the path, the query and the body; pages and SCIM, too. Nothing of it may be told, found or changed, and no process may answer
an address that neither its API document nor the list of exceptions knows.

Options
  --help  this text

Progress goes to stderr; the last line of stdout is {"ok": …, "figures": …}.`;

function parse(args: readonly string[]): object | null {
  if (args.some((argument) => argument !== '--help' && argument !== '-h'))
    throw new Error(`unknown option: ${args.join(' ')}`);
  return args.length > 0 ? null : {};
}

async function run(_options: object, { folder }: Workplace, findings: Findings): Promise<boolean> {
  progress('starting all services');
  const stack = await Stack.start({
    dataDir: join(folder, 'data'),
    cacheDir: join(homedir(), '.cache', 'gatewayops'),
    ports: await freePorts(),
    logLevel: 'error',
  });
  try {
    const urls = {
      auth: stack.urlOf('auth'), cost: stack.urlOf('cost'), trace: stack.urlOf('trace'), alert: stack.urlOf('alert'),
      gateway: stack.urlOf('gateway'),
    }; // prettier-ignore
    const { secrets } = stack;
    const place = { urls, databaseUrl: stack.urls.database, adminToken: secrets.adminToken, permissions: Object.keys(PERMISSIONS) }; // prettier-ignore
    return await checkTenancy(place, secrets, findings);
  } finally {
    await stack.stop();
  }
}

await runJudged({ name: 'tenancy', usage: USAGE, parse, run });
