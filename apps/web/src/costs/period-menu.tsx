'use client';

import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { useUrlState } from '../shell/url-state';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field } from '../ui/field';
import { Input } from '../ui/input';
import { Menu, MenuChoice, MenuLine } from '../ui/menu';
import { isPeriod, PERIODS, type Period } from './cost-period';

const words = texts.costs.period;

/** Chooses the days that `readPeriod` reads from the address. */
export function PeriodMenu({ period }: { period: Period }) {
  const url = useUrlState();
  const [asking, setAsking] = useState(false);
  const name = period.name === null ? words.days(period.start_date, period.end_date) : words.names[period.name];
  const trigger = (
    <Button aria-label={`${words.label}: ${name}`}>
      <CalendarDays aria-hidden />
      {name}
    </Button>
  );
  return (
    <>
      <Menu trigger={trigger} align="start">
        {PERIODS.map((choice) => (
          <MenuChoice
            key={choice}
            checked={period.name === choice}
            onSelect={() => url.set({ period: choice === '30d' ? null : choice, from: null, to: null })}
          >
            {words.names[choice]}
          </MenuChoice>
        ))}
        <MenuLine />
        <MenuChoice checked={period.name === null} onSelect={() => setAsking(true)}>
          {words.custom}
        </MenuChoice>
      </Menu>
      {asking && <OwnPeriod period={period} onClose={() => setAsking(false)} />}
    </>
  );
}

function OwnPeriod({ period, onClose }: { period: Period; onClose: () => void }) {
  const url = useUrlState();
  const [from, setFrom] = useState(period.start_date);
  const [to, setTo] = useState(period.end_date);
  const [refused, setRefused] = useState(false);
  const apply = (): void => {
    if (!isPeriod(from, to)) return setRefused(true);
    url.set({ period: null, from, to });
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
          {(control) => <Input {...control} type="date" value={from} onChange={(e) => setFrom(e.target.value)} />}
        </Field>
        <Field label={words.to} error={refused ? words.refused : undefined}>
          {(control) => <Input {...control} type="date" value={to} onChange={(e) => setTo(e.target.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}
