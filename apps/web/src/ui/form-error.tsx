'use client';

import { ApiError } from '../api/api-error';
import { messageOf, RequestId } from './error-state';

/** Why a form was not taken, where no field is to blame. */
export function FormError({ error }: { error: unknown }) {
  if (error == null) return null;
  const id = error instanceof ApiError ? error.requestId : null;
  return (
    <div role="alert" className="border-bad bg-bad-wash grid justify-items-start gap-1 rounded-md border px-3 py-2">
      <p>{messageOf(error)}</p>
      {id !== null && <RequestId id={id} />}
    </div>
  );
}
