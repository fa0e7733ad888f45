import type { Api } from '../../api/clients';
import type { components } from '../../api/generated/auth';
import { apiQuery } from '../../api/query';

type Schemas = components['schemas'];
export type MaskingRules = Schemas['MaskingRules'];
export type Tried = Schemas['TriedMaskingRules'];
export type Pattern = MaskingRules['patterns'][number];
export const MASKING = '/v1/masking-rules';
export const FIELDS_MAX = 50;
export const PATTERNS_MAX = 20;

export const maskingRules = (api: Api) => apiQuery(api.auth, MASKING, {});

/** Rules as they are edited; each pattern has an id of its own while they are. */
export interface Draft {
  readonly mask_email: boolean | null;
  readonly fields: readonly string[];
  readonly patterns: readonly (Pattern & { readonly id: string })[];
}

let lastId = 0;
const nextId = (): string => String(++lastId);

export const newPattern = (): Draft['patterns'][number] => ({
  id: nextId(),
  name: '',
  pattern: '',
  replacement: '***',
});

export const draftOf = ({ mask_email, fields, patterns }: MaskingRules): Draft => ({
  mask_email,
  fields,
  patterns: patterns.map((pattern) => ({ ...pattern, id: nextId() })),
});

/** What a service is sent of it. */
export const bodyOf = ({ mask_email, fields, patterns }: Draft) => ({
  mask_email,
  fields: [...fields],
  patterns: patterns.map(({ name, pattern, replacement }) => ({ name: name.trim(), pattern, replacement })),
});

export const areSame = (draft: Draft, { mask_email, fields, patterns }: MaskingRules): boolean =>
  JSON.stringify(bodyOf(draft)) ===
  JSON.stringify({
    mask_email,
    fields,
    patterns: patterns.map(({ name, pattern, replacement }) => ({ name, pattern, replacement })),
  });

const KEPT = 'masking-draft';

/** Keeps what is not saved while somebody confirms who they are: that is on another page. */
export function keepDraft(draft: Draft, { version }: MaskingRules): void {
  sessionStorage.setItem(KEPT, JSON.stringify({ ...bodyOf(draft), version }));
}

/** What was kept, once; null where there is nothing, or the rules are others by now. */
export function takeDraft({ version }: MaskingRules): Draft | null {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (text === null) return null;
  const kept = JSON.parse(text) as MaskingRules;
  return kept.version === version ? draftOf(kept) : null;
}
