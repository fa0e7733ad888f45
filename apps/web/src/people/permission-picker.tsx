'use client';

import { useState } from 'react';
import { useSession } from '../session/session-context';
import { texts } from '../texts';
import { Input, Select } from '../ui/input';
import type { Role } from './people-queries';

const words = texts.people.roleEditor;
type Grants = Role['grants'];
type Reach = Grants[number]['reach'];
const REACHES: readonly Reach[] = ['organization', 'team', 'own'];

/** Every permission that there is, each with how far it reaches. Patterns that a role has already (`teams:*`) come first. */
export function PermissionPicker({ value, onChange }: { value: Grants; onChange: (grants: Grants) => void }) {
  const { permissions } = useSession();
  const [text, setText] = useState('');
  const patterns = value
    .filter(({ permission }) => permission.endsWith('*'))
    .map(({ permission }) => ({ permission, description: permission === '*' ? words.every : permission }));
  const wanted = text.trim().toLowerCase();
  const shown = [...patterns, ...permissions].filter((item) =>
    `${item.permission} ${item.description}`.toLowerCase().includes(wanted),
  );
  const choose = (permission: string, reach: string): void => {
    const others = value.filter((grant) => grant.permission !== permission);
    const known = REACHES.find((name) => name === reach);
    onChange(known === undefined ? others : [...others, { permission, reach: known }]);
  };
  return (
    <div className="grid gap-3">
      <Input
        type="search"
        data-page-search
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-w-sm"
      />
      <ul>
        {shown.map(({ permission, description }) => (
          <li
            key={permission}
            className="border-line grid grid-cols-[minmax(0,1fr)_9rem] items-center gap-3 border-t py-1.5 first:border-t-0"
          >
            <span>
              {description} <code className="text-soft block font-mono text-xs">{permission}</code>
            </span>
            <Select
              aria-label={`${words.reach}: ${description}`}
              value={value.find((grant) => grant.permission === permission)?.reach ?? ''}
              onChange={(event) => choose(permission, event.target.value)}
            >
              <option value="">{words.none}</option>
              {REACHES.map((reach) => (
                <option key={reach} value={reach}>
                  {words.reaches[reach]}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
    </div>
  );
}
