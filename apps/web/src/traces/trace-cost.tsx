'use client';

import { ApiError } from '../api/api-error';
import type { components } from '../api/generated/cost';
import { texts } from '../texts';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Money } from '../ui/figures';
import { SkeletonRows } from '../ui/states';

const words = texts.traces.detail;
type Cost = components['schemas']['TraceCostResponse'];

/** What the trace cost, call by call, and why. Nothing priced is an answer, too. */
export function TraceCost({ query }: { query: { data: Cost | undefined; error: unknown; refetch: () => unknown } }) {
  const { data, error, refetch } = query;
  const unpriced = error instanceof ApiError && error.status === 404;
  return (
    <Card title={words.cost} actions={data === undefined ? undefined : <Money micro={data.total_cost_micro_usd} />}>
      {unpriced && <p className="text-soft">{words.noCost}</p>}
      {error != null && !unpriced && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error == null && <SkeletonRows count={2} />}
      {data !== undefined && (
        <ul className="grid gap-2">
          {data.items.map((item) => (
            <li key={item.id} className="grid grid-cols-[1fr_auto] gap-x-3">
              <span className="truncate">
                {item.mcp_server} · {item.tool_name}
              </span>
              <Money micro={item.cost_micro_usd} />
              <span className="text-soft col-span-2 text-xs break-words">
                {words.sources[item.price_source]}
                {item.price_card_version !== null && `, ${words.cardVersion(item.price_card_version)}`}
                {` · ${words.estimate}: `}
                <Money micro={item.estimate_micro_usd} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
