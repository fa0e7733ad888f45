'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { useApi } from '../api/api-context';
import type { PermissionAnswer } from '../session/session';
import { texts } from '../texts';
import { Card } from '../ui/card';
import { ErrorState } from '../ui/error-state';
import { Input } from '../ui/input';
import { SkeletonRows } from '../ui/states';
import { permissionsOf } from './people-queries';
import { roleName } from './role-names';

const words = texts.people.person;

/** What their roles come to, and why not where they do not. */
export function PersonPermissions({ id }: { id: string }) {
  const api = useApi();
  const [text, setText] = useState('');
  const { data, error, refetch } = useQuery(permissionsOf(api, id));
  const wanted = text.trim().toLowerCase();
  const shown = (data?.items ?? []).filter((item) =>
    `${item.permission} ${item.description}`.toLowerCase().includes(wanted),
  );
  return (
    <Card title={words.may} className="self-start">
      <div className="grid gap-3">
        <p className="text-soft">{words.mayHint}</p>
        <Input
          type="search"
          data-page-search
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="max-w-sm"
        />
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {data === undefined && error === null && <SkeletonRows />}
        <ul>
          {shown.map((item) => (
            <Line key={item.permission} item={item} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Line({ item }: { item: PermissionAnswer }) {
  const { allowed, reach, description, granted_by: roles, why_not: whyNot, permission } = item;
  const Icon = allowed ? Check : Minus;
  return (
    <li className="border-line grid grid-cols-[1rem_minmax(0,1fr)] items-start gap-x-2 border-t py-1.5 first:border-t-0">
      <Icon className={allowed ? 'text-ok mt-0.5 size-4' : 'text-soft mt-0.5 size-4'} aria-hidden />
      <div>
        <p className={allowed ? '' : 'text-soft'}>
          <span className="sr-only">{allowed ? words.allowed : words.refused}: </span>
          {description}
          {reach !== null && <span className="text-soft"> · {words.reaches[reach]}</span>}
        </p>
        <p className="text-soft text-xs">
          <code className="font-mono">{permission}</code> {allowed ? words.by(roles.map(roleName)) : whyNot}
        </p>
      </div>
    </li>
  );
}
