'use client';

import { ListFilter, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from './button';
import { Dialog } from './dialog';
import { Field } from './field';
import { Input, Select } from './input';
import { Menu, MenuItem } from './menu';

export interface Filter {
  /** Its name in the address. */
  name: string;
  label: string;
  /** Where there are few values; else it is typed. */
  options?: readonly { value: string; label: string }[];
  kind?: 'text' | 'number';
}

/** Filters of the address as chips, each to be taken away, and a menu to add one. */
export function FilterBar({ filters }: { filters: readonly Filter[] }) {
  const url = useUrlState();
  const [asked, setAsked] = useState<Filter | null>(null);
  const set = filters.filter(({ name }) => url.get(name) !== null);
  const clear = (): void => url.set(Object.fromEntries(set.map(({ name }) => [name, null])));
  return (
    <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label={texts.ui.filters}>
      <Menu
        align="start"
        trigger={
          <Button>
            <ListFilter aria-hidden />
            {texts.ui.addFilter}
          </Button>
        }
      >
        {filters.map((filter) => (
          <MenuItem key={filter.name} onSelect={() => setAsked(filter)}>
            {filter.label}
          </MenuItem>
        ))}
      </Menu>
      {set.map((filter) => (
        <span
          key={filter.name}
          className="bg-accent-wash text-accent inline-flex h-7 max-w-full items-center rounded-md pl-2 text-xs font-medium"
        >
          <button type="button" className="truncate" onClick={() => setAsked(filter)}>
            {filter.label}: {labelOf(filter, url.get(filter.name) ?? '')}
          </button>
          <button
            type="button"
            aria-label={texts.ui.removeFilter(filter.label)}
            className="grid size-7 shrink-0 place-items-center"
            onClick={() => url.set({ [filter.name]: null })}
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </span>
      ))}
      {set.length > 1 && (
        <Button look="quiet" size="small" onClick={clear}>
          {texts.ui.clearFilters}
        </Button>
      )}
      {asked !== null && <FilterDialog filter={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

const labelOf = ({ options }: Filter, value: string): string =>
  options?.find((option) => option.value === value)?.label ?? value;

function FilterDialog({ filter, onClose }: { filter: Filter; onClose: () => void }) {
  const url = useUrlState();
  const [value, setValue] = useState(url.get(filter.name) ?? filter.options?.[0]?.value ?? '');
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    url.set({ [filter.name]: value.trim() });
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={filter.label}>
      <form onSubmit={apply} className="grid gap-3">
        <Field label={<span className="sr-only">{filter.label}</span>}>
          {(control) =>
            filter.options === undefined ? (
              <Input
                {...control}
                type={filter.kind ?? 'text'}
                min={0}
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            ) : (
              <Select {...control} value={value} onChange={(event) => setValue(event.target.value)}>
                {filter.options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </Select>
            )
          }
        </Field>
        <Button type="submit" look="primary" className="justify-self-end">
          {texts.ui.apply}
        </Button>
      </form>
    </Dialog>
  );
}
