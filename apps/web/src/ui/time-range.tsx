'use client';

import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from './button';
import { Dialog } from './dialog';
import { Field } from './field';
import { formatLocal } from './format';
import { Input } from './input';
import { Menu, MenuChoice, MenuLine } from './menu';
import { RANGES, readRange, type RangeName } from './range';

const words = texts.ui.range;

/** Chooses the range that `readRange` reads from the address. */
export function TimeRange({ fallback = '24h' }: { fallback?: RangeName }) {
  const url = useUrlState();
  const [asking, setAsking] = useState(false);
  const range = readRange(url.get, fallback);
  const name = 'name' in range ? words[range.name] : `${formatLocal(range.from)} – ${formatLocal(range.to)}`;
  const trigger = (
    <Button aria-label={`${words.label}: ${name}`}>
      <CalendarClock aria-hidden />
      <span suppressHydrationWarning>{name}</span>
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger}>
        {RANGES.map((choice) => (
          <MenuChoice
            key={choice}
            checked={'name' in range && range.name === choice}
            onSelect={() => url.set({ range: choice === fallback ? null : choice, from: null, to: null })}
          >
            {words[choice]}
          </MenuChoice>
        ))}
        <MenuLine />
        <MenuChoice checked={!('name' in range)} onSelect={() => setAsking(true)}>
          {words.custom}
        </MenuChoice>
      </Menu>
      {asking && <OwnRange onClose={() => setAsking(false)} />}
    </>
  );
}

/** Times are entered in the zone of who enters them. */
function OwnRange({ onClose }: { onClose: () => void }) {
  const url = useUrlState();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [refused, setRefused] = useState(false);
  const apply = (): void => {
    const [start, end] = [new Date(from), new Date(to)];
    if (!(start < end)) return setRefused(true);
    url.set({ range: null, from: start.toISOString(), to: end.toISOString() });
    onClose();
  };
  const footer = (
    <Button look="primary" onClick={apply}>
      {texts.ui.apply}
    </Button>
  );
  return (
    <Dialog open onOpenChange={onClose} title={words.label} footer={footer}>
      <div className="grid gap-3">
        <Field label={words.from}>
          {(control) => (
            <Input {...control} type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} />
          )}
        </Field>
        <Field label={words.to} error={refused ? words.refused : undefined}>
          {(control) => <Input {...control} type="datetime-local" value={to} onChange={(e) => setTo(e.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}
