import type { FrontName } from './client/client.js';
import type { Leg } from './legs.js';

export type Endpoint = 'server' | 'aggregate';

export interface Way {
  readonly front: FrontName;
  readonly leg: Leg;
  readonly endpoint: Endpoint;
}
