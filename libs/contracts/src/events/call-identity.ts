import { z } from 'zod';
import { TraceId, Uuid } from '../ids.js';

/** Which call an event is about, and whose it was: members of the payload of every event of a call. */
export const callIdentity = {
  traceId: TraceId,
  requestId: z.string().max(128),
  keyId: Uuid,
  userId: Uuid.nullable(),
  teamId: Uuid.nullable(),
  projectId: Uuid.nullable(),
  environment: z.string().max(16),
  mcpServer: z.string().max(100),
  toolName: z.string().max(512),
};
