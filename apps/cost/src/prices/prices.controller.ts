import { Caller, CurrentActor, Requires, type Actor, type CallerIdentity } from '@gatewayops/access';
import { CreatePriceRequest, PageQuery, Price, PriceListResponse, Uuid } from '@gatewayops/contracts';
import { ACCESS_ERRORS, BODY_ERRORS, Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { PriceBook } from './price-book.js';

const ERRORS = [...ACCESS_ERRORS, 'validation_error', 'not_found', 'service_unavailable'] as const;

/** What calls cost now. */
@Controller('/v1/prices')
@Requires('costs:read')
export class PriceListController {
  constructor(private readonly prices: PriceBook) {}

  @Get()
  @Operation({
    id: 'listPrices',
    summary: 'Lists the prices in force',
    status: 200,
    answer: PriceListResponse,
    errors: ERRORS,
  })
  list(@Caller() caller: CallerIdentity, @Query({ schema: PageQuery }) page: PageQuery): Promise<PriceListResponse> {
    return this.prices.list(caller.orgId, page);
  }
}

/** Changes of what calls cost from now on. */
@Controller('/v1/prices')
@Requires('prices:update')
export class PricesController {
  constructor(private readonly prices: PriceBook) {}

  @Post()
  @Operation({
    id: 'setPrice',
    summary: 'Sets the price of calls to servers and tools',
    description: 'A price with the same patterns becomes its next version; what was priced before stays as it is.',
    status: 201,
    answer: Price,
    errors: [...ERRORS, ...BODY_ERRORS, 'conflict'],
  })
  set(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreatePriceRequest }) body: CreatePriceRequest,
  ): Promise<Price> {
    return this.prices.set(caller.orgId, actor, body);
  }

  @Delete(':id')
  @Operation({
    id: 'endPrice',
    summary: 'Ends a price; calls are then priced by what else matches, or not at all',
    status: 204,
    answer: null,
    errors: ERRORS,
  })
  end(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.prices.end(caller.orgId, actor, id);
  }
}
