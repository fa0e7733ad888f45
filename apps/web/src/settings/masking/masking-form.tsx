'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useSession } from '../../session/session-context';
import { texts } from '../../texts';
import { masking as words } from '../../texts/en/masking';
import { Button } from '../../ui/button';
import { FormError } from '../../ui/form-error';
import { SkeletonRows } from '../../ui/states';
import { AlwaysMasked, EmailRule } from './built-in-kinds';
import { FieldNames } from './field-names';
import { Patterns } from './patterns';
import { areSame, draftOf, takeDraft, type Draft, type MaskingRules } from './rules';
import type { Problems } from './problems';
import { useSaveRules } from './use-save-rules';

const TryBox = dynamic(() => import('./try-box'), { loading: () => <SkeletonRows count={3} />, ssr: false });

export function MaskingForm({ rules }: { rules: MaskingRules }) {
  const { can } = useSession();
  const may = can('organization:update');
  const { base, draft, setDraft, isRestored } = useDraft(rules);
  const [problems, setProblems] = useState<Problems>({});
  const save = useSaveRules(base, setProblems);
  const change = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part });
    setProblems({});
  };
  const isChanged = !areSame(draft, base);
  return (
    <div className="grid gap-5">
      <p className="text-soft">{words.hint}</p>
      {!may && <p className="text-soft">{words.mayNot}</p>}
      {isRestored && isChanged && <p role="status">{words.restored}</p>}
      <form
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save.submit(draft);
        }}
      >
        <AlwaysMasked>
          <EmailRule rules={rules} value={draft.mask_email} may={may} onChange={(mask_email) => change({ mask_email })} />
        </AlwaysMasked>
        <FieldNames names={draft.fields} may={may} problem={problems['fields']} onChange={(fields) => change({ fields })} />
        <Patterns patterns={draft.patterns} may={may} problems={problems} onChange={(patterns) => change({ patterns })} />
        <SaveError save={save} onLoadTheirs={() => change(draftOf(base))} />
        {may && (
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" busy={save.isPending} disabled={!isChanged}>
              {texts.forms.save}
            </Button>
            {isChanged && <Button onClick={() => change(draftOf(base))}>{words.discard}</Button>}
          </div>
        )}
      </form>
      {may && <TryBox draft={draft} onProblems={setProblems} />}
    </div>
  );
} // prettier-ignore

/** What is edited, and what it began as: rules that others saved meanwhile take its place only where nothing was changed. */
function useDraft(rules: MaskingRules) {
  const [base, setBase] = useState(rules);
  const [draft, setDraft] = useState(() => draftOf(rules));
  const [isRestored, setRestored] = useState(false);
  if (base.version !== rules.version && (areSame(draft, base) || areSame(draft, rules))) {
    setBase(rules);
    setDraft(draftOf(rules));
  }
  useEffect(() => {
    const kept = takeDraft(rules);
    if (kept === null) return;
    setDraft(kept);
    setRestored(true);
  }, [rules]);
  return { base, draft, setDraft, isRestored };
}

interface SaveErrorProps {
  save: ReturnType<typeof useSaveRules>;
  onLoadTheirs: () => void;
}

function SaveError({ save: { error, isConflict, askAnew }, onLoadTheirs }: SaveErrorProps) {
  if (!isConflict) return <FormError error={error} />;
  const load = (): void => {
    onLoadTheirs();
    askAnew();
  };
  return (
    <div
      role="alert"
      className="border-bad bg-bad-wash flex flex-wrap items-center justify-between gap-2 rounded-md border px-3 py-2"
    >
      <p>{words.conflict}</p>
      <Button size="small" onClick={load}>
        {words.load}
      </Button>
    </div>
  );
}
