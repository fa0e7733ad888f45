/** How a dependency is: `degraded` still serves, `down` does not. */
export interface DependencyReport {
  state: 'up' | 'degraded' | 'down';
  /** In words, for an operator; never a secret. */
  detail?: string;
}

export interface Dependency {
  name: string;
  /** Whether the service cannot serve without it: `/ready` then answers 503. */
  critical: boolean;
  check(): Promise<DependencyReport>;
}

export interface Readiness {
  status: 'ready' | 'degraded' | 'unavailable' | 'shutting_down';
  dependencies: Record<string, DependencyReport & { critical: boolean }>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** The dependencies of a service; `/ready` asks each of them, at most 2 s long. */
export class HealthRegistry {
  private readonly dependencies = new Map<string, Dependency>();
  private shuttingDown = false;

  register(dependency: Dependency): void {
    this.dependencies.set(dependency.name, dependency);
  }

  /** From now on `/ready` says no, so that no balancer sends more. */
  markShuttingDown(): void {
    this.shuttingDown = true;
  }

  async readiness(): Promise<Readiness> {
    const reports = await Promise.all([...this.dependencies.values()].map((dependency) => ask(dependency)));
    const dependencies = Object.fromEntries(reports.map(({ name, ...report }) => [name, report]));
    return { status: this.shuttingDown ? 'shutting_down' : summarize(reports), dependencies };
  }
}

type NamedReport = DependencyReport & { name: string; critical: boolean };

function summarize(reports: NamedReport[]): Readiness['status'] {
  if (reports.some((report) => report.critical && report.state === 'down')) return 'unavailable';
  return reports.some((report) => report.state !== 'up') ? 'degraded' : 'ready';
}

async function ask(dependency: Dependency): Promise<NamedReport> {
  const { name, critical } = dependency;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<DependencyReport>((resolve) => {
    timer = setTimeout(() => resolve({ state: 'down', detail: 'no answer in 2 s' }), CHECK_TIMEOUT_MS);
  });
  try {
    return { name, critical, ...(await Promise.race([dependency.check(), late])) };
  } catch (error) {
    return { name, critical, state: 'down', detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
