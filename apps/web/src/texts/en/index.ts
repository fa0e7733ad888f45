import { costs, prices } from './costs';
import { names } from './names';
import { overview } from './overview';
import { shell } from './shell';
import { start } from './start';
import { traces } from './traces';
import { ui } from './ui';

/** English. A file an area; adding an area is a line here. */
export const en = { language: 'en', product: 'GatewayOps', costs, names, overview, prices, shell, start, traces, ui };
