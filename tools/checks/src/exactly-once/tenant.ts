import { MeasuredTenant, setUpOf, type Stack } from '@gatewayops/tool-launcher';

export const SERVER_NAME = 'orders';
const PRICE_MICRO_USD = 1_250;

/** An organisation with a server, a price and a key. */
export async function createTenant(stack: Stack, upstreamUrl: string): Promise<{ orgId: string; apiKey: string }> {
  const tenant = await MeasuredTenant.create(setUpOf(stack), 'Exactly once');
  await tenant.addServer(SERVER_NAME, { type: 'streamable-http', url: upstreamUrl });
  await tenant.setPrice(stack.urlOf('cost'), PRICE_MICRO_USD);
  return { orgId: tenant.orgId, apiKey: await tenant.createKey('exactly-once') };
}
