import { z } from 'zod';
import { Timestamp } from './fields.js';

/** What stands for something masked; every replacement holds it, so that a reader sees that something was there. */
export const MASK = '***';
/** Longest sample that rules are tried on, in characters; its bytes may be no more either. */
export const MASKING_SAMPLE_MAX = 65_536;
/** Matches that a try names; the masked text has all. */
export const MASKING_MATCHES_MAX = 500;

const PLAIN = /^\P{Cc}*$/u;
const NOT_PLAIN = 'control characters are not allowed';

/** An organisation's own pattern. Its syntax is RE2's: what it costs grows with the text, not faster. */
export const MaskingPattern = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(PLAIN, NOT_PLAIN)
      .describe('Unique in the organisation, upper or lower case'),
    pattern: z
      .string()
      .min(1)
      .max(200)
      .describe('RE2: no backreferences, no look-around. Matched in each string of JSON, decoded, and in other text'),
    replacement: z
      .string()
      .max(40)
      .regex(PLAIN, NOT_PLAIN)
      .refine((text) => text.includes(MASK), `must have ${MASK} in it, by which masked parts are known`)
      .default(MASK)
      .describe(`What is stored in its place, as it stands; has \`${MASK}\` in it`),
  })
  .meta({ id: 'MaskingPattern' });
export type MaskingPattern = z.infer<typeof MaskingPattern>;

const ruleFields = {
  mask_email: z
    .boolean()
    .nullable()
    .describe('Whether e-mail addresses are masked; null: as the installation has it (`mask_email_default`)'),
  fields: z
    .array(z.string().trim().min(1).max(100))
    .max(50)
    .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, 'has a name twice')
    .describe('Names of members of JSON, upper or lower case, whose values are masked wholly, at any depth'),
  patterns: z
    .array(MaskingPattern)
    .max(20)
    .refine(
      (patterns) => new Set(patterns.map(({ name }) => name.toLowerCase())).size === patterns.length,
      'has a name twice',
    ),
};

/** `GET` and `PUT /v1/masking-rules`: what an organisation has masked beyond what always is. */
export const MaskingRules = z
  .object({
    ...ruleFields,
    mask_email_default: z.boolean().describe('What holds where `mask_email` is null'),
    version: z.number().int().min(0).describe('Counts the changes; 0 before the first'),
    updated_at: Timestamp.nullable(),
  })
  .meta({ id: 'MaskingRules' });
export type MaskingRules = z.infer<typeof MaskingRules>;

const givenRules = {
  mask_email: ruleFields.mask_email.default(null),
  fields: ruleFields.fields.default([]),
  patterns: ruleFields.patterns.default([]),
};

/** `PUT /v1/masking-rules`: all of them anew. */
export const PutMaskingRules = z
  .strictObject({
    ...givenRules,
    version: z
      .number()
      .int()
      .min(0)
      .optional()
      .describe('Of the rules that were changed: 409 where others came between'),
  })
  .meta({ id: 'PutMaskingRules' });
export type PutMaskingRules = z.infer<typeof PutMaskingRules>;

/** `POST /v1/masking-rules/try` */
export const TryMaskingRules = z
  .strictObject({
    rules: z.strictObject(givenRules).optional().describe('Rules that need not be saved; else those in force'),
    sample: z.string().max(MASKING_SAMPLE_MAX).describe('JSON or text, at most 64 KiB. Neither stored nor logged'),
  })
  .meta({ id: 'TryMaskingRules' });
export type TryMaskingRules = z.infer<typeof TryMaskingRules>;

export const MaskingMatch = z.object({
  rule: z.string().describe('Name of a pattern or a field, or a kind that is always masked, such as `card`'),
  kind: z.enum(['built_in', 'field', 'pattern']),
  start: z.number().int().min(0).describe('In UTF-16 code units of the sample'),
  end: z.number().int().min(0),
});
export type MaskingMatch = z.infer<typeof MaskingMatch>;

export const TriedMaskingRules = z
  .object({
    masked: z.string().describe('As it would be stored'),
    matches: z.array(MaskingMatch).max(MASKING_MATCHES_MAX).describe('In the order of the sample'),
    has_more_matches: z.boolean(),
  })
  .meta({ id: 'TriedMaskingRules' });
export type TriedMaskingRules = z.infer<typeof TriedMaskingRules>;
