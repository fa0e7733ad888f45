import { parseArgs } from 'node:util';
import { Uuid } from '@gatewayops/contracts';
import type { AuditSigner } from '../heads/audit-signer.js';
import type { ChainReport } from './verify-organization.js';

export const USAGE = `Usage: npm run audit:verify -- [options]

Reads every row of the audit logs and holds them against the ends that were signed. Exit code 0: whole; 1: not, or it could
not be done; 2: called wrongly.

  --org ID          only this organisation (the nil UUID: what belongs to none)
  --from-archive    reads archived months, too, rather than only their signed manifests
  --json            one line of JSON an organisation
  --help            this text`;

export class UsageError extends Error {}

export interface VerifyRequest {
  orgId: string | undefined;
  fromArchive: boolean;
  json: boolean;
}

/** @returns null where help was asked for. @throws UsageError */
export function parseCommand(args: string[]): VerifyRequest | null {
  const values = valuesOf(args);
  if (values.help === true) return null;
  const orgId = values.org === undefined ? undefined : Uuid.safeParse(values.org);
  if (orgId?.success === false) throw new UsageError('--org: use the UUID of an organisation.');
  return { orgId: orgId?.data, fromArchive: values['from-archive'] === true, json: values.json === true };
}

function valuesOf(args: string[]) {
  try {
    const flag = { type: 'boolean' } as const;
    const options = { org: { type: 'string' }, 'from-archive': flag, json: flag, help: flag } as const;
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

export interface Output {
  line(text: string): void;
  progress(text: string): void;
}

/** Prints what is found as it comes; gives whether all chains are whole. */
export async function printReports(
  reports: AsyncIterable<ChainReport>,
  { json }: VerifyRequest,
  signer: Pick<AuditSigner, 'publicKey' | 'keyId'>,
  output: Output,
): Promise<boolean> {
  const totals = { chains: 0, broken: 0, rows: 0 };
  if (!json) output.progress(`Signatures are checked with the key ${signer.keyId}:\n${signer.publicKey.trim()}`);
  for await (const report of reports) {
    totals.chains++;
    totals.rows += report.rows;
    if (report.problems.length > 0) totals.broken++;
    if (json) output.line(JSON.stringify(report));
    else for (const text of linesOf(report)) output.line(text);
  }
  const { chains, broken, rows } = totals;
  const verdict = broken === 0 ? 'all whole' : `${broken} NOT whole`;
  if (!json) output.line(`${chains} chains, ${rows} rows: ${verdict}`);
  return broken === 0;
}

function linesOf({ org_id, rows, manifested_rows, last_seq, signed_seq, problems }: ChainReport): string[] {
  const archived = manifested_rows > 0 ? `, ${manifested_rows} by manifest` : '';
  const signed = signed_seq === null ? 'not signed yet' : `signed up to ${signed_seq}`;
  const state = problems.length === 0 ? 'ok' : 'WRONG';
  return [
    `${org_id}  ${state}  ${rows} rows${archived}, last ${last_seq}, ${signed}`,
    ...problems.map(({ kind, words }) => `    ${kind.replace('_', ' ')}: ${words}`),
  ];
}
