'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast, toastError } from '../ui/toasts';
import { useReauthentication } from './session-context';

interface Change<Input, Answer> {
  change: (input: Input) => Promise<Answer>;
  /** Paths of what it makes stale. */
  stale: readonly string[];
  /** Said when it is done. */
  said?: string;
  /** The same, where it depends on the answer. */
  saidOf?: (answer: Answer) => string;
  done?: (answer: Answer, input: Input) => void;
  /** Where a fresh sign-in leads back to. */
  returnTo?: (input: Input) => string;
  /** Shows the error itself; else it is a toast. */
  failed?: (error: unknown) => boolean;
}

/** A change at a service: what it makes stale is asked anew, what it needs in sign-in is led to, and how it went is said. */
export function useChange<Input = void, Answer = unknown>(options: Change<Input, Answer>) {
  const queries = useQueryClient();
  const confirmed = useReauthentication();
  return useMutation({
    mutationFn: options.change,
    onSuccess: async (answer, input) => {
      const said = options.saidOf?.(answer) ?? options.said;
      if (said !== undefined) toast(said);
      options.done?.(answer, input);
      await Promise.all(options.stale.map((path) => queries.invalidateQueries({ queryKey: [path] })));
    },
    onError: (error, input) => {
      if (confirmed(error, options.returnTo?.(input))) return;
      if (options.failed?.(error) !== true) toastError(error);
    },
  });
}
