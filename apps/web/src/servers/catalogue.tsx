'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Input } from '../ui/input';
import { SkeletonRows } from '../ui/states';
import { catalogue, type CatalogueEntry } from './server-queries';

const words = texts.servers.catalogue;

/** Well-known servers: one fills in the form. */
export function Catalogue({ onPick }: { onPick: (entry: CatalogueEntry) => void }) {
  const { data, error, refetch } = useQuery(catalogue(useApi()));
  const [text, setText] = useState('');
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonRows />;
  const wanted = text.trim().toLowerCase();
  const shown = data.items.filter(({ title, description }) => `${title} ${description}`.toLowerCase().includes(wanted));
  return (
    <Card title={words.title}>
      <div className="grid gap-3">
        <p className="text-soft">{words.hint}</p>
        <Input
          type="search"
          data-page-search
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {shown.length === 0 && <p className="text-soft">{words.none}</p>}
        <ul className="grid max-h-[60dvh] gap-1 overflow-y-auto">
          {shown.map((entry) => (
            <li key={entry.name}>
              <button
                type="button"
                aria-label={words.pick(entry.title)}
                onClick={() => onPick(entry)}
                className="hover:bg-raised grid w-full gap-0.5 rounded-md px-2 py-1.5 text-left -outline-offset-2!"
              >
                <span className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{entry.title}</span>
                  <Badge>{texts.servers.credentials[entry.credential_type]}</Badge>
                </span>
                <span className="text-soft text-xs">
                  {entry.description}. {entry.credential_hint}.
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
