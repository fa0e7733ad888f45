import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { priceList } from '../../../../costs/cost-queries';
import { PricesPage } from '../../../../costs/prices-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.prices.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchInfiniteQuery(priceList(api))]}>
      <PricesPage />
    </Prefetched>
  );
}
