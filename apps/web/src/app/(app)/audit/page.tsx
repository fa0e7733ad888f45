import type { Metadata } from 'next';
import { Prefetched } from '../../../api/prefetched';
import { readSearch, type SearchParams } from '../../../api/search-params';
import { serverApi } from '../../../api/server-api';
import { AuditPage } from '../../../audit/audit-page';
import { auditChain, auditList, readAuditFilters } from '../../../audit/audit-queries';
import { users } from '../../../people/directory-queries';
import { texts } from '../../../texts';

export const metadata: Metadata = { title: texts.shell.nav.pages.audit.title };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const filters = readAuditFilters(await readSearch(searchParams));
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchInfiniteQuery(auditList(api, filters)),
        client.prefetchQuery(auditChain(api)),
        client.prefetchQuery(users(api)),
      ]}
    >
      <AuditPage />
    </Prefetched>
  );
}
