import { connections } from './connections';
import { playground } from './playground';
import { servers } from './servers';
import { shell } from './shell';
import { traces } from './traces';
import { ui } from './ui';

/** English. A file an area; adding an area is a line here. */
export const en = { language: 'en', product: 'GatewayOps', connections, playground, servers, shell, traces, ui };
