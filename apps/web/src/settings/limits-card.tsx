'use client';

import { useState } from 'react';
import { useApi } from '../api/api-context';
import { useSession } from '../session/session-context';
import { useChange } from '../session/use-change';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { Field } from '../ui/field';
import { FormError } from '../ui/form-error';
import { Input } from '../ui/input';
import { ORGANIZATION, type Organization } from './settings-queries';

const words = texts.settings.limits;

export function LimitsCard({ organization: { id, rate_limit: limit } }: { organization: Organization }) {
  const api = useApi();
  const { can } = useSession();
  const [rps, setRps] = useState(String(limit.rps));
  const [burst, setBurst] = useState(String(limit.burst));
  const save = useChange({
    change: () => {
      const body = { rate_limit: { rps: Number(rps), burst: Number(burst) } };
      return api.auth.PATCH(ORGANIZATION, { params: { path: { id } }, body });
    },
    stale: [ORGANIZATION],
    said: words.saved,
    failed: () => true,
  });
  const may = can('organization:update');
  const isSame = rps === String(limit.rps) && burst === String(limit.burst);
  return (
    <Card title={words.title}>
      <form
        noValidate
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <p className="text-soft">{words.hint}</p>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <Figure label={words.rps} value={rps} onChange={setRps} disabled={!may} />
          <Figure label={words.burst} hint={words.burstHint} value={burst} onChange={setBurst} disabled={!may} />
        </div>
        <FormError error={save.error} />
        {may && (
          <Button type="submit" look="primary" busy={save.isPending} disabled={isSame} className="justify-self-start">
            {texts.forms.save}
          </Button>
        )}
      </form>
    </Card>
  );
}

interface FigureProps {
  label: string;
  hint?: string;
  value: string;
  disabled: boolean;
  onChange: (value: string) => void;
}

function Figure({ label, hint, value, disabled, onChange }: FigureProps) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
