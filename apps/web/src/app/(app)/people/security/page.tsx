import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { securityOf } from '../../../../people/people-queries';
import { SecurityPage } from '../../../../people/security-page';
import { loadSession } from '../../../../session/load-session';
import { texts } from '../../../../texts';

export const metadata: Metadata = { title: texts.people.security.title };

export default async function Page() {
  const api = await serverApi();
  const { organization_id: organization } = await loadSession();
  return (
    <Prefetched
      queries={(client) => (organization === null ? [] : [client.prefetchQuery(securityOf(api, organization))])}
    >
      <SecurityPage />
    </Prefetched>
  );
}
