import { fileURLToPath } from 'node:url';
import { ENDPOINTS, type Endpoint, type Revision } from '../plan.js';
import { judgeClients, type Row } from '../report/judge.js';
import { requiredOfClients } from '../suite/requirements.js';
import { runClientScenarios, type SuitePlace } from '../suite/run-suite.js';
import { WAY_VARIABLE, type ClientWay } from './client-way.js';

const PROGRAM = fileURLToPath(new URL('./client-program.js', import.meta.url));

/** One run of the suite's client half: the official clients before the gateway, the suite's servers behind it. */
export interface ClientRun {
  readonly endpoint: Endpoint;
  readonly revision: Revision;
}

/** Those for which the suite says what is required. */
export const REVISIONS: readonly Revision[] = ['2025-11-25', '2026-07-28'];

/** A quick run is by the endpoint of one server alone. */
export const clientRunsOf = (revisions: readonly Revision[], isQuick: boolean): ClientRun[] =>
  ENDPOINTS.slice(0, isQuick ? 1 : undefined).flatMap((endpoint) =>
    REVISIONS.filter((revision) => revisions.includes(revision)).map((revision) => ({ endpoint, revision })),
  );

export async function runClients({ endpoint, revision }: ClientRun, way: ClientWay, place: SuitePlace): Promise<Row> {
  const required = await requiredOfClients(revision);
  const client = {
    command: `"${process.execPath}" "${PROGRAM}"`,
    environment: { ...process.env, [WAY_VARIABLE]: JSON.stringify(way) },
  };
  const results = await runClientScenarios(client, revision, required, place);
  return judgeClients({ endpoint: endpoint.name, revision }, results, required);
}
