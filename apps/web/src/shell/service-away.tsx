'use client';

import { ApiError } from '../api/api-error';
import { texts } from '../texts';
import { ErrorState } from '../ui/error-state';

/** Nobody can say who is signed in. */
export function ServiceAway(props: { message: string; requestId: string | null; status: number }) {
  const more = { details: [], retryAfterSeconds: null };
  const error = new ApiError(props.status, 'unknown', props.message, props.requestId, more);
  return (
    <main className="grid min-h-dvh place-content-center">
      <h1 className="sr-only">{texts.shell.away.title}</h1>
      <ErrorState error={error} onRetry={() => window.location.reload()} />
    </main>
  );
}
