import { audit } from './audit';
import { forms } from './forms';
import { keys } from './keys';
import { people } from './people';
import { settings } from './settings';
import { shell } from './shell';
import { sso } from './sso';
import { traces } from './traces';
import { ui } from './ui';

/** English. A file an area; adding an area is a line here. */
export const en = {
  language: 'en',
  product: 'GatewayOps',
  audit,
  forms,
  keys,
  people,
  settings,
  shell,
  sso,
  traces,
  ui,
};
