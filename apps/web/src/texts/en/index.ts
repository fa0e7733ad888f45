import { audit } from './audit';
import { connections } from './connections';
import { costs, prices } from './costs';
import { forms } from './forms';
import { keys } from './keys';
import { mcpClients } from './mcp-clients';
import { names } from './names';
import { overview } from './overview';
import { people } from './people';
import { playground } from './playground';
import { servers } from './servers';
import { settings } from './settings';
import { shell } from './shell';
import { sso } from './sso';
import { start } from './start';
import { traces } from './traces';
import { ui } from './ui';

/**
 * English. A file an area; adding an area is a line here. Not here: words of parts that are loaded when they are used (`danger`,
 * `environments`, `views`), which import them by themselves.
 */
export const en = {
  language: 'en',
  product: 'GatewayOps',
  audit,
  connections,
  costs,
  forms,
  keys,
  mcpClients,
  names,
  overview,
  people,
  playground,
  prices,
  servers,
  settings,
  shell,
  sso,
  start,
  traces,
  ui,
};
