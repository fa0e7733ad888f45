import type { components } from '../api/generated/auth';

export type CurrentSession = components['schemas']['CurrentSession'];
export type PermissionAnswer = components['schemas']['PermissionAnswer'];
export type Permission = PermissionAnswer['permission'];

/** Who is signed in, where, and what they may do there. */
export interface PersonSession extends CurrentSession {
  permissions: readonly PermissionAnswer[];
}
