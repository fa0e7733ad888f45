'use client';

import { RotateCw } from 'lucide-react';
import { ApiError } from '../api/api-error';
import { texts } from '../texts';
import { Button } from './button';
import { CopyButton } from './copy-button';

const { errors } = texts.ui;

/** What went wrong, in words for who asked. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message === '' ? errors.unknown(error.status) : error.message;
  return error instanceof TypeError ? errors.offline : error instanceof Error ? error.message : String(error);
}

function titleOf(error: unknown): string {
  if (!(error instanceof ApiError)) return errors.title;
  return error.status === 403 ? errors.forbidden : error.status === 404 ? errors.missing : errors.title;
}

/** An answer that is an error: its words, its request id to quote, and another try. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const api = error instanceof ApiError ? error : null;
  return (
    <div role="alert" className="grid justify-items-center gap-2 px-4 py-12 text-center">
      <p className="text-bad text-base font-semibold">{titleOf(error)}</p>
      <p className="max-w-prose">{messageOf(error)}</p>
      {api?.more.details.map(({ field, message }) => (
        <p key={`${field} ${message}`}>
          <code className="font-mono">{field}</code>: {message}
        </p>
      ))}
      {api !== null && api.more.retryAfterSeconds !== null && <p>{texts.ui.seconds(api.more.retryAfterSeconds)}</p>}
      {api?.requestId != null && <RequestId id={api.requestId} />}
      {onRetry !== undefined && api?.status !== 403 && api?.status !== 404 && (
        <Button onClick={onRetry}>
          <RotateCw aria-hidden />
          {texts.ui.retry}
        </Button>
      )}
    </div>
  );
}

export function RequestId({ id }: { id: string }) {
  return (
    <p className="text-soft inline-flex flex-wrap items-center justify-center gap-1 text-xs">
      {texts.ui.requestId} <code className="font-mono break-all">{id}</code>
      <CopyButton text={id} />
    </p>
  );
}
