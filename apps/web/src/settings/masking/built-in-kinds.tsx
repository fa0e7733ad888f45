'use client';

import { Lock } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { masking as words } from '../../texts/en/masking';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/input';
import type { MaskingRules } from './rules';

/** What nobody can turn off; `children` is what can be. */
export function AlwaysMasked({ children }: { children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 font-medium">
        {words.always.title}
      </h3>
      <ul>
        {words.always.kinds.map((kind) => (
          <li key={kind} className="border-line flex min-h-9 items-center justify-between gap-3 border-b py-1">
            <span>{kind}</span>
            <Badge tone="ok">
              <Lock className="size-3" aria-hidden />
              {words.always.on}
            </Badge>
          </li>
        ))}
        <li className="py-1">{children}</li>
      </ul>
    </section>
  );
}

interface EmailRuleProps {
  rules: MaskingRules;
  value: boolean | null;
  may: boolean;
  onChange: (value: boolean | null) => void;
}

export function EmailRule({ rules: { mask_email_default: installed }, value, may, onChange }: EmailRuleProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-3">
      <div>
        <label htmlFor={id}>{words.email}</label>
        <p id={`${id}-hint`} className="text-soft text-xs">
          {words.emailHint} {value === null && words.emailDefault(installed)}
        </p>
        {value !== null && may && (
          <Button look="quiet" size="small" className="-ml-2" onClick={() => onChange(null)}>
            {words.emailReset(installed)}
          </Button>
        )}
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        className="mt-0.5 disabled:opacity-60"
        checked={value ?? installed}
        disabled={!may}
        onCheckedChange={onChange}
      />
    </div>
  );
}
