'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context';
import { ApiError } from '../../api/api-error';
import { useChange } from '../../session/use-change';
import { masking as words } from '../../texts/en/masking';
import { problemsIn, problemsOf, type Problems } from './problems';
import { bodyOf, keepDraft, MASKING, type Draft, type MaskingRules } from './rules';

/** Saves all rules with one request; what is wrong with which is told to `onProblems`. */
export function useSaveRules(rules: MaskingRules, onProblems: (problems: Problems) => void) {
  const api = useApi();
  const queries = useQueryClient();
  const save = useChange({
    change: (draft: Draft) => api.auth.PUT(MASKING, { body: { ...bodyOf(draft), version: rules.version } }),
    stale: [MASKING],
    said: words.saved,
    // Where a fresh sign-in is asked for, the page is left.
    returnTo: (draft) => {
      keepDraft(draft, rules);
      return '/settings';
    },
    failed: (error) => {
      onProblems(problemsOf(error) ?? {});
      return true;
    },
  });
  return {
    isPending: save.isPending,
    error: problemsOf(save.error) === null ? save.error : null,
    isConflict: save.error instanceof ApiError && save.error.code === 'conflict',
    askAnew(): void {
      save.reset();
      void queries.invalidateQueries({ queryKey: [MASKING] });
    },
    submit(draft: Draft): void {
      const problems = problemsIn(draft);
      onProblems(problems);
      if (Object.keys(problems).length === 0) save.mutate(draft);
    },
  };
}
