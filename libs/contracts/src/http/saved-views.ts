import { z } from 'zod';
import { Uuid } from '../ids.js';
import { PageQuery, pageOf } from '../pagination.js';
import { Timestamp } from './fields.js';

/** How many views a person may keep for themselves, and how many an organisation may share. */
export const SAVED_VIEWS_OF_PERSON_MAX = 100;
export const SAVED_VIEWS_SHARED_MAX = 200;

const QUERY_BYTES_MAX = 2_048;

/** Pages whose filters can be kept, and which parameters their addresses know. */
export const SAVED_VIEW_PARAMETERS = {
  traces: [
    'q', 'range', 'from', 'to', 'status', 'mcp_server', 'tool', 'environment', 'agent_name', 'key_id', 'user_id', 'team_id',
    'min_duration_ms',
  ],
} as const; // prettier-ignore

export const SavedViewPage = z.enum(['traces']);
export type SavedViewPage = z.infer<typeof SavedViewPage>;

/** Percent-encoded as a browser's address has it: what is neither encoded nor harmless has no place in it. */
const QUERY_PATTERN = /^(?:[\w.~!*'()+-]+=(?:[\w.~!*'():@,/+-]|%[0-9A-Fa-f]{2})+(?:&(?!$)|$))*$/;

/** The part of an address after `?`, e.g. `status=error&range=7d`. Empty: the page as it opens. */
const SavedQuery = z
  .string()
  .max(QUERY_BYTES_MAX, `at most ${QUERY_BYTES_MAX} bytes`)
  .regex(QUERY_PATTERN, 'use a query string such as `status=error&range=7d`, percent-encoded');

const DisplayText = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^\P{Cc}*$/u, 'control characters are not allowed');

/** Filters of a page under a name. */
export const SavedView = z
  .object({
    id: Uuid,
    page: SavedViewPage,
    name: z.string(),
    query: z.string().describe('Parameters of the page’s address'),
    shared: z.boolean().describe('With everybody in the organisation; else only its maker sees it'),
    created_by: z
      .object({ user_id: Uuid, email: z.string(), name: z.string().nullable() })
      .nullable()
      .describe('Null where the operator made it, or who made it has left'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof SavedView>;

/** `POST /v1/saved-views` */
export const CreateSavedView = z
  .strictObject({ page: SavedViewPage, name: DisplayText, query: SavedQuery, shared: z.boolean().default(false) })
  .superRefine(({ page, query }, context) => refuseUnknownParameters(page, query, context))
  .meta({ id: 'CreateSavedView' });
export type CreateSavedView = z.infer<typeof CreateSavedView>;

/** `PATCH /v1/saved-views/{id}`: what is not named stays. */
export const UpdateSavedView = z
  .strictObject({ name: DisplayText.optional(), query: SavedQuery.optional(), shared: z.boolean().optional() })
  .meta({ id: 'UpdateSavedView' });
export type UpdateSavedView = z.infer<typeof UpdateSavedView>;

/** Query of `GET /v1/saved-views` */
export const SavedViewQuery = PageQuery.extend({ page: SavedViewPage.optional() });
export type SavedViewQuery = z.infer<typeof SavedViewQuery>;

export const SavedViewList = pageOf(SavedView).meta({ id: 'SavedViewList' });
export type SavedViewList = z.infer<typeof SavedViewList>;

/** The first thing that is wrong with a query for a page, in words; null where nothing is. */
export function faultOfSavedQuery(page: SavedViewPage, query: string): string | null {
  const known: readonly string[] = SAVED_VIEW_PARAMETERS[page];
  const names = query === '' ? [] : query.split('&').map((pair) => pair.slice(0, pair.indexOf('=')));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return `the page knows no parameter \`${unknown}\`; it knows ${known.join(', ')}`;
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) return `\`${repeated}\` stands there twice`;
  return isPlainText(query) ? null : 'its percent-encoding is not that of text';
}

function isPlainText(encoded: string): boolean {
  try {
    return /^\P{Cc}*$/u.test(decodeURIComponent(encoded));
  } catch {
    return false;
  }
}

function refuseUnknownParameters(page: SavedViewPage, query: string, context: z.core.$RefinementCtx): void {
  const message = faultOfSavedQuery(page, query);
  if (message !== null) context.addIssue({ code: 'custom', path: ['query'], message });
}
