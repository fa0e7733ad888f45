import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { teams, users } from '../../../../people/directory-queries';
import { ssoConnections, ssoDomains } from '../../../../sso/sso-queries';
import { SsoPage } from '../../../../sso/sso-page';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.sso.title };

export default async function Page() {
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(ssoDomains(api)),
        client.prefetchQuery(ssoConnections(api)),
        client.prefetchQuery(users(api)),
        client.prefetchQuery(teams(api)),
      ]}
    >
      <SsoPage />
    </Prefetched>
  );
}
