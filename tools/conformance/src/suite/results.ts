import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const FILE = 'checks.json';
const GROUP = 'auth';
/** What the suite calls the folder of a scenario's results, behind the prefix that those of a server have. */
const FOLDER = /^(?<scenario>.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/;

/** What the suite writes of one check. `INFO` and `SKIPPED` are neither passed nor failed. */
const Check = z.object({
  id: z.string(),
  status: z.enum(['SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO']),
  errorMessage: z.string().optional(),
});
type Check = z.infer<typeof Check>;

export interface Shortcoming {
  check: string;
  /** A warning is about a SHOULD, and does not fail its scenario. */
  status: 'failure' | 'warning';
  message: string;
}

export interface ScenarioResult {
  scenario: string;
  isPassed: boolean;
  checksPassed: number;
  checksTotal: number;
  shortcomings: readonly Shortcoming[];
}

/** Reads what the suite left in a folder, scenario by scenario. One without results is one that could not be run. */
export async function readResults(
  folder: string,
  prefix: 'server-' | 'authorization-server-' | '',
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const name of (await readdir(folder)).filter((one) => one.startsWith(prefix)).toSorted()) {
    const scenario = FOLDER.exec(name.slice(prefix.length))?.groups?.['scenario'];
    if (scenario !== undefined) results.push(scenarioResult(scenario, await readChecks(join(folder, name, FILE))));
    // A scenario with a slash in its name is a folder in a folder.
    else if (name === GROUP)
      for (const result of await readResults(join(folder, name), prefix))
        results.push({ ...result, scenario: `${GROUP}/${result.scenario}` });
  }
  return results;
}

async function readChecks(file: string): Promise<Check[]> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return [{ id: 'no-results', status: 'FAILURE', errorMessage: 'The scenario could not be run.' }];
  return z.array(Check).parse(JSON.parse(text));
}

function scenarioResult(scenario: string, checks: readonly Check[]): ScenarioResult {
  const shortcomings = checks.flatMap(({ id, status, errorMessage }): Shortcoming[] => {
    if (status !== 'FAILURE' && status !== 'WARNING') return [];
    return [{ check: id, status: status === 'FAILURE' ? 'failure' : 'warning', message: errorMessage ?? '' }];
  });
  const checksPassed = checks.filter(({ status }) => status === 'SUCCESS').length;
  return {
    scenario,
    isPassed: shortcomings.every(({ status }) => status === 'warning'),
    checksPassed,
    checksTotal: checksPassed + shortcomings.length,
    shortcomings,
  };
}
