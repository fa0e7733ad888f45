import { z } from 'zod';

/** A UUID in its usual 36-character form, lower case. */
export const Uuid = z.uuid().toLowerCase();
/** W3C trace id: 32 lower-case hex digits, not all zero (Trace Context, section 3.2.2.3). */
export const TraceId = z.string().regex(/^(?!0{32})[0-9a-f]{32}$/);
/** W3C span id: 16 lower-case hex digits, not all zero (Trace Context, section 3.2.2.4). */
export const SpanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);
/** What we accept from a caller as `X-Request-ID`; anything else is replaced by one of ours. */
export const REQUEST_ID_PATTERN = /^[A-Za-z0-9._:-]{8,128}$/;
