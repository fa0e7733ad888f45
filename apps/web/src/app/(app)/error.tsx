'use client';

import { ErrorState } from '../../ui/error-state';

/** A defect of a page, not an answer of a service: those are shown where they belong. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <ErrorState error={error} onRetry={reset} />;
}
