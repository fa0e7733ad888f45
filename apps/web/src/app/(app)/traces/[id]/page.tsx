import type { Metadata } from 'next';
import { Prefetched } from '../../../../api/prefetched';
import { serverApi } from '../../../../api/server-api';
import { texts } from '../../../../texts';
import { costOf, spansOf, traceOf } from '../../../../traces/trace-queries';
import { TraceDetail } from '../../../../traces/trace-detail';

type Params = Promise<{ id: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  return { title: texts.traces.detail.title((await params).id) };
}

export default async function Page({ params }: { params: Params }) {
  const { id } = await params;
  const api = await serverApi();
  return (
    <Prefetched
      queries={(client) => [
        client.prefetchQuery(traceOf(api, id)),
        client.prefetchQuery(spansOf(api, id)),
        client.prefetchQuery(costOf(api, id)),
      ]}
    >
      <TraceDetail id={id} />
    </Prefetched>
  );
}
