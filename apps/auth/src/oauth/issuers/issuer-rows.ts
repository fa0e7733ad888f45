import { CreateTokenIssuer, OrganizationRole, TokenIssuer, Uuid } from '@gatewayops/contracts';
import { execute, queryRow, queryRows, type EntityManager } from '@gatewayops/postgres';
import { z } from 'zod';

const Settings = CreateTokenIssuer.omit({ name: true, issuer: true, enabled: true });

const Row = z.object({
  id: z.string(),
  name: z.string(),
  issuer: z.string(),
  settings: Settings,
  enabled: z.boolean(),
  created_at: z.string(),
});

const issuerOf = ({ settings, ...row }: z.infer<typeof Row>): TokenIssuer => ({ ...row, ...settings });
const settingsOf = (issuer: CreateTokenIssuer | TokenIssuer): string =>
  JSON.stringify(z.object(Settings.shape).parse(issuer));

const COLUMNS = 'id, name, issuer, settings, enabled, created_at';

/** At most `issuersMax`; null where there are so many. */
export async function insertIssuer(
  manager: EntityManager,
  { id, orgId, issuersMax }: { id: string; orgId: string; issuersMax: number },
  request: CreateTokenIssuer,
): Promise<TokenIssuer | null> {
  const row = await queryRow(
    manager,
    Row,
    `INSERT INTO token_issuers (id, org_id, name, issuer, settings, enabled)
     SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM token_issuers) < $7 RETURNING ${COLUMNS}`,
    [id, orgId, request.name, request.issuer, settingsOf(request), request.enabled, issuersMax],
  );
  return row && issuerOf(row);
}

export async function updateIssuer(manager: EntityManager, issuer: TokenIssuer): Promise<TokenIssuer> {
  const [row] = await queryRows(
    manager,
    Row,
    `UPDATE token_issuers SET name = $2, settings = $3, enabled = $4, updated_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
    [issuer.id, issuer.name, settingsOf(issuer), issuer.enabled],
  );
  return issuerOf(row as z.infer<typeof Row>);
}

export async function readIssuer(manager: EntityManager, id: string): Promise<TokenIssuer | null> {
  const row = await queryRow(manager, Row, `SELECT ${COLUMNS} FROM token_issuers WHERE id = $1`, [id]);
  return row && issuerOf(row);
}

export async function readIssuerForUpdate(manager: EntityManager, id: string): Promise<TokenIssuer | null> {
  const row = await queryRow(manager, Row, `SELECT ${COLUMNS} FROM token_issuers WHERE id = $1 FOR UPDATE`, [id]);
  return row && issuerOf(row);
}

/** Newest first, below the id `before`. */
export async function listIssuers(manager: EntityManager, before: string | null, rowsMax: number) {
  const statement = `SELECT ${COLUMNS} FROM token_issuers WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`;
  return (await queryRows(manager, Row, statement, [before, rowsMax])).map(issuerOf);
}

export async function deleteIssuer(manager: EntityManager, id: string): Promise<void> {
  await execute(manager, 'DELETE FROM token_issuers WHERE id = $1', [id]);
}

/** An issuer of an organisation's that is in use, as a token is held against it. */
export const FoundIssuer = z.object({
  id: z.string(),
  org_id: z.string(),
  issuer: z.string(),
  settings: Settings,
  /** Whether the organisation has verified the domain of the issuer's host. */
  owns_issuer: z.boolean(),
  generation: z.coerce.number().int(),
  org_rps: z.number().int(),
  org_burst: z.number().int(),
});
export type FoundIssuer = z.infer<typeof FoundIssuer>;

/** What of a token says whose it may be, before anything of it is proven. */
export interface UnprovenToken {
  issuer: string;
  issuerHost: string;
  subject: string;
  /** Ids that it names. */
  ids: readonly string[];
  /** Domains of the addresses that it names. */
  domains: readonly string[];
}

export function findIssuers(manager: EntityManager, token: UnprovenToken): Promise<FoundIssuer[]> {
  const { issuer, ids, issuerHost, domains, subject } = token;
  const statement = 'SELECT * FROM find_token_issuers($1, $2::uuid[], $3, $4::text[], $5)';
  return queryRows(manager, FoundIssuer, statement, [issuer, ids, issuerHost, domains, subject]);
}

export const findIssuer = (manager: EntityManager, id: string): Promise<FoundIssuer | null> =>
  queryRow(manager, FoundIssuer, 'SELECT * FROM find_token_issuer($1)', [id]);

const Member = z.object({ user_id: Uuid });

/** The active member with an address at a domain of the organisation's own. */
export async function findIssuerMember(manager: EntityManager, orgId: string, address: string): Promise<string | null> {
  return (await queryRow(manager, Member, 'SELECT user_id FROM find_issuer_member($1, $2)', [orgId, address]))?.user_id ?? null; // prettier-ignore
}

/** The active member who signed in as that subject. */
export async function findIssuerSubject(
  manager: EntityManager,
  { org_id: orgId, issuer, settings }: FoundIssuer,
  subject: string,
): Promise<string | null> {
  const parameters = [orgId, settings.people?.sso_connection_id ?? null, issuer, subject];
  return (await queryRow(manager, Member, 'SELECT user_id FROM find_issuer_subject($1, $2, $3, $4)', parameters))?.user_id ?? null; // prettier-ignore
}

const Account = z.object({ id: Uuid, name: z.string(), role: OrganizationRole });
export type IssuerAccount = z.infer<typeof Account>;

/** Null for a service account that is switched off, gone, or another organisation's. */
export const findIssuerAccount = (manager: EntityManager, orgId: string, id: string): Promise<IssuerAccount | null> =>
  queryRow(manager, Account, 'SELECT id, name, role FROM find_issuer_account($1, $2)', [orgId, id]);
