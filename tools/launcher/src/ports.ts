import { choosePort } from '@gatewayops/engines';

/** Offset of each part's port from the base. */
const OFFSETS = {
  gateway: 0, auth: 1, cost: 2, trace: 3, alert: 4, web: 5, postgres: 6, redis: 7, clickhouse: 8, everything: 9,
} as const; // prettier-ignore

export type PartName = keyof typeof OFFSETS;
export type Ports = Record<PartName, number>;

export const PORT_BASE_DEFAULT = 8080;
export const PORT_COUNT = 10;

const NAMES = Object.keys(OFFSETS) as PartName[];

export function portsFrom(base: number): Ports {
  return Object.fromEntries(NAMES.map((name) => [name, base + OFFSETS[name]])) as Ports;
}

/** A free port for each part, for tests and measurements that run beside others. */
export async function freePorts(): Promise<Ports> {
  const chosen = new Set<number>();
  while (chosen.size < NAMES.length) chosen.add(await choosePort(undefined, 'a test'));
  const ports = [...chosen];
  return Object.fromEntries(NAMES.map((name, index) => [name, ports[index]])) as Ports;
}

/** @throws StartError for the first port that is taken, before anything was started. */
export async function checkPorts(ports: Ports, wanted: readonly PartName[]): Promise<void> {
  for (const name of wanted) await choosePort(ports[name], name);
}
