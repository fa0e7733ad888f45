import { z } from 'zod';
import { stepsOf, valueIn, type PatchStep, type ScimPatch } from './scim-patch.js';
import { invalid } from './scim-problem.js';

const Member = z.object({ value: z.string().max(64) });

/** A group as sent. */
export const ScimGroupBody = z.object({
  displayName: z.string().trim().min(1).max(255),
  externalId: z.string().max(255).nullish(),
  members: z.array(Member).max(10_000).nullish(),
});
export type ScimGroupBody = z.infer<typeof ScimGroupBody>;

/** What of a group is to become what. */
export interface GroupDraft {
  name: string;
  externalId: string | null;
  memberIds: Set<string>;
}

/** Changes a draft as a patch says. @throws ScimProblem */
export function patchGroup(draft: GroupDraft, patch: ScimPatch): void {
  for (const step of stepsOf(patch)) {
    if (step.path === 'displayname') draft.name = textOf(step.value);
    else if (step.path === 'externalid') draft.externalId = step.op === 'remove' ? null : textOf(step.value);
    else if (step.path === 'members') patchMembers(draft.memberIds, step);
  }
}

function patchMembers(ids: Set<string>, { op, selector, value }: PatchStep): void {
  if (op === 'remove') {
    const chosen = selector === null ? idsOf(value ?? [...ids]) : [selected(selector)];
    for (const id of chosen) ids.delete(id);
    return;
  }
  if (op === 'replace') ids.clear();
  for (const id of idsOf(value)) ids.add(id);
}

function selected(selector: string): string {
  const id = /^\s*value\s+eq\s+"([^"]*)"\s*$/i.exec(selector)?.[1];
  if (id === undefined) throw invalid('invalidPath', 'Members are selected by `value eq "…"`.');
  return id.toLowerCase();
}

function idsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return list.map((entry) => textOf(valueIn(entry)).toLowerCase());
}

function textOf(value: unknown): string {
  const text = valueIn(value);
  if (typeof text === 'string' && text !== '' && text.length <= 255) return text;
  throw invalid('invalidValue', 'A value has to be a text of 1 to 255 characters.');
}
