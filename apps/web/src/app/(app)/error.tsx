'use client';

import { texts } from '../../texts';
import { ErrorState } from '../../ui/error-state';

/** A defect of a page, not an answer of a service: those are shown where they belong. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  // The dashboard was updated while this tab was open, and what it would load is gone: only a new load helps.
  const isOutdated = error.name === 'ChunkLoadError' || /load chunk/i.test(error.message);
  if (!isOutdated) return <ErrorState error={error} onRetry={reset} />;
  return <ErrorState error={new Error(texts.shell.updated)} onRetry={() => window.location.reload()} />;
}
