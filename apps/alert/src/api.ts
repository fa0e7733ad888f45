import type { ApiDescription } from '@gatewayops/service';
import { ChannelsController } from './http/channels.controller.js';
import { IncidentsController } from './http/incidents.controller.js';
import { RulesController } from './http/rules.controller.js';

/** The public API of this service. */
export const api: ApiDescription = {
  service: 'alert',
  title: 'GatewayOps alert',
  description: 'Rules over how calls go, the incidents they open, and the webhooks that are told.',
  controllers: [ChannelsController, RulesController, IncidentsController],
};
