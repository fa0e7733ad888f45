'use client';

import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context';
import { texts } from '../texts';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Num, Time } from '../ui/figures';
import { SkeletonRows } from '../ui/states';
import { keyUse, type KeyUse } from './key-queries';

const words = texts.keys.use;

export function KeyUseCard({ id }: { id: string }) {
  const api = useApi();
  const { data, error, refetch } = useQuery(keyUse(api, id));
  const total = data === undefined ? null : <span className="text-soft text-xs">{words.calls(data.calls)}</span>;
  return (
    <Card title={words.title} actions={total}>
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonRows count={3} />
      ) : (
        <KeyUseTable use={data} />
      )}
    </Card>
  );
}

/** What a key called, most calls first. */
export function KeyUseTable({ use }: { use: KeyUse }) {
  if (use.items.length === 0) return <p className="text-soft">{words.none}</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left">
        <thead className="text-soft text-xs">
          <tr>
            <th className="py-1 pr-3 font-medium">{words.server}</th>
            <th className="py-1 pr-3 font-medium">{words.tool}</th>
            <th className="py-1 pr-3 text-right font-medium">{words.count}</th>
            <th className="py-1 font-medium">{words.last}</th>
          </tr>
        </thead>
        <tbody>
          {use.items.map((item) => (
            <tr key={`${item.mcp_server} ${item.tool ?? ''}`} className="border-line border-t">
              <td className="py-1.5 pr-3">{item.mcp_server}</td>
              <td className="py-1.5 pr-3 break-all">{item.tool ?? words.lists}</td>
              <td className="py-1.5 pr-3 text-right">
                <Num value={item.calls} />
              </td>
              <td className="py-1.5">
                <Time iso={item.last_called_at} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {use.has_more && <p className="text-soft pt-2 text-xs">{words.more}</p>}
    </div>
  );
}
