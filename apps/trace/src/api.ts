import type { ApiDescription } from '@gatewayops/service';
import { StatisticsController } from './statistics/statistics.controller.js';
import { TracesController } from './traces/traces.controller.js';

export const TRACE_API: ApiDescription = {
  service: 'trace',
  title: 'GatewayOps Trace API',
  description: 'What the tool calls of an organisation did: traces and their spans, bodies masked.',
  controllers: [TracesController, StatisticsController],
};
