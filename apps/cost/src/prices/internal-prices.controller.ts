import { PriceBook as Book, Uuid } from '@gatewayops/contracts';
import { Internal } from '@gatewayops/service';
import { Controller, Get, Param } from '@nestjs/common';
import { PriceBook } from './price-book.js';

/** The price book for the gateway, which keeps it until `gwo:config-changes` speaks of prices. */
@Internal()
@Controller('/internal/v1/prices')
export class InternalPricesController {
  constructor(private readonly prices: PriceBook) {}

  @Get(':orgId')
  inForce(@Param('orgId', { schema: Uuid }) orgId: string): Promise<Book> {
    return this.prices.inForce(orgId);
  }
}
