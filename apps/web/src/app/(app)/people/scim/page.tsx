import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { scimTokens } from '../../../../sso/sso-queries';
import { ScimPage } from '../../../../sso/scim-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.scim.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched queries={(client) => [client.prefetchInfiniteQuery(scimTokens(api))]}>
      <ScimPage />
    </Prefetched>
  );
}
