import { progress } from '@gatewayops/tool-launcher';
import type { Generator } from '../load/generator.js';
import type { Effort } from '../options.js';
import { atMost, median, rounded, type Check } from '../report/check.js';
import { SIZES, type BodySize } from '../sizes.js';
import { callThrough, DOORS, type DoorKey, type DoorName } from './doors.js';
import { closedLoops, makeCalls, type ClosedLoops } from './measure.js';
import type { Ledger } from './ledger.js';

/** CPU of a call by the endpoint of all servers, over one by the endpoint of its own server. */
const ALL_TO_SERVER_MAX = 1.15;
const PAIRS = [
  ['all2026', 'server2026'],
  ['all2025', 'server2025'],
] as const;
const JUDGED = SIZES.filter((size) => size.isJudged);

interface Parts {
  effort: Effort;
  generator: Generator;
  gateway: { port: number; pid: number };
  ledger: Ledger;
}

export type DoorCalls = ReadonlyMap<BodySize, ReadonlyMap<DoorName, Buffer>>;

/** A call by each door, in each size; opens the sessions of those of the older era. */
export async function doorCalls(key: DoorKey): Promise<DoorCalls> {
  const calls = new Map<BodySize, Map<DoorName, Buffer>>();
  for (const size of JUDGED) {
    const ofSize = new Map<DoorName, Buffer>();
    for (const door of DOORS) ofSize.set(door, await callThrough(door, size, key));
    calls.set(size, ofSize);
  }
  return calls;
}

/** What a call costs by each of the gateway's MCP endpoints, in both eras. */
export class DoorsRun {
  readonly #samples = new Map(
    JUDGED.map((size) => [size, new Map(DOORS.map((door): [DoorName, ClosedLoops[]] => [door, []]))]),
  );

  constructor(
    private readonly parts: Parts,
    private readonly calls: DoorCalls,
  ) {}

  async warmUp(): Promise<void> {
    const { generator, gateway, ledger, effort } = this.parts;
    for (const [size, ofSize] of this.calls) {
      for (const [door, call] of ofSize) {
        progress(`Warming up: ${size.bytes} bytes, ${door}`);
        ledger.count(await makeCalls(generator, gateway, call, effort.warmUpCalls));
        await ledger.drained();
      }
    }
  }

  /** The doors after one another in each repeat, so that what changes on the machine changes for all of them. */
  async pass(repeat: number): Promise<void> {
    const { generator, gateway, ledger, effort } = this.parts;
    for (const [size, ofSize] of this.calls) {
      for (const [door, call] of ofSize) {
        const sample = await closedLoops(generator, { target: gateway, size, call }, effort);
        this.#samples.get(size)!.get(door)!.push(sample);
        ledger.count(sample.many, sample.one);
        await ledger.drained();
        progress(`repeat ${repeat}, ${size.bytes} bytes, ${door}: ${sample.cpuUsPerCall.toFixed(1)} µs a call`);
      }
    }
  }

  figures(): object {
    return Object.fromEntries(
      JUDGED.map((size) => [
        size.name,
        {
          ...Object.fromEntries(DOORS.map((door) => [door, this.#doorFigures(size, door)])),
          allToServer: Object.fromEntries(PAIRS.map(([all, server]) => [all, this.#ratio(size, all, server)])),
        },
      ]),
    );
  }

  checks(): Check[] {
    return JUDGED.flatMap((size) =>
      PAIRS.map(([all, server]) =>
        atMost(`${size.bytes} bytes: CPU a call, ${all} over ${server}`, this.#ratio(size, all, server), ALL_TO_SERVER_MAX),
      ),
    );
  } // prettier-ignore

  /** For people. */
  table(): string {
    const line = (size: BodySize, door: DoorName): string => {
      const { requestsPerSecond, cpuUsPerCall, p50MsAt1 } = this.#doorFigures(size, door);
      return `${`${size.bytes} bytes`.padEnd(12)}${door.padEnd(12)}${requestsPerSecond}/s, ${cpuUsPerCall} µs a call, ${p50MsAt1} ms (p50 at one connection)`;
    };
    return JUDGED.flatMap((size) => DOORS.map((door) => line(size, door))).join('\n');
  }

  #doorFigures(size: BodySize, door: DoorName): Record<'requestsPerSecond' | 'cpuUsPerCall' | 'p50MsAt1' | 'p99MsAt32', number> {
    const samples = this.#samples.get(size)!.get(door)!;
    const of = (pick: (sample: ClosedLoops) => number): number => rounded(median(samples.map(pick)));
    return {
      requestsPerSecond: of(({ many }) => (many.calls / many.elapsedMs) * 1000),
      cpuUsPerCall: of(({ cpuUsPerCall }) => cpuUsPerCall),
      p50MsAt1: of(({ one }) => one.p50Ms),
      p99MsAt32: of(({ many }) => many.p99Ms),
    };
  } // prettier-ignore

  /** Taken within each repeat, and then the median of those. */
  #ratio(size: BodySize, all: DoorName, server: DoorName): number {
    const ofSize = this.#samples.get(size)!;
    const servers = ofSize.get(server)!;
    return rounded(median(ofSize.get(all)!.map((sample, at) => sample.cpuUsPerCall / servers[at]!.cpuUsPerCall)));
  }
}
