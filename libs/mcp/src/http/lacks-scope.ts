import type { RuntimeCredential } from '@gatewayops/contracts';
import type { PostOutcome } from './post-call.js';

/**
 * Whether the server refuses a call as its caller's token was granted too little (RFC 6750, section 3.1), whatever words it puts
 * beside: a wider token can be had for it. Only of tokens that are somebody's.
 */
export const lacksScope = ({ status, challenge }: PostOutcome, { type }: RuntimeCredential): boolean =>
  status === 403 && type === 'token' && challenge !== null && challenge.includes('insufficient_scope');
