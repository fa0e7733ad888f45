import type { ApiDescription } from '@gatewayops/service';
import { CostSeriesController } from './costs/cost-series.controller.js';
import { CostsController } from './costs/costs.controller.js';
import { PriceListController, PricesController } from './prices/prices.controller.js';

export const COST_API: ApiDescription = {
  service: 'cost',
  title: 'GatewayOps Cost API',
  description:
    'What the tool calls of an organisation cost. Every amount stands twice: in dollars, and exactly as an integer of micro-dollars.',
  controllers: [CostsController, CostSeriesController, PriceListController, PricesController],
};
