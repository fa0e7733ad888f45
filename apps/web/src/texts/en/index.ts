import { forms } from './forms';
import { keys } from './keys';
import { shell } from './shell';
import { traces } from './traces';
import { ui } from './ui';

/** English. A file an area; adding an area is a line here. */
export const en = { language: 'en', product: 'GatewayOps', forms, keys, shell, traces, ui };
