import { setTimeout as sleep } from 'node:timers/promises';
import type { Generator } from '../load/generator.js';
import type { LoadResult } from '../load/protocol.js';
import type { Effort } from '../options.js';
import { residentBytes } from '../processes/usage.js';
import { atMost, equal, median, rounded, type Check } from '../report/check.js';
import { progress } from '../report/progress.js';
import { SIZES, type BodySize } from '../sizes.js';
import { PRICE_MICRO_USD, type BenchStack } from '../stack/bench-stack.js';
import type { RowCounts } from '../stack/stored-rows.js';
import { Elsewhere } from './elsewhere.js';
import { sizeFigures, sizeTable, type Samples } from './figures.js';
import { callsOf, failuresOf, makeCalls, measure, type Sample } from './measure.js';
import type { Target } from './targets.js';

const MEMORY_RATIO_MAX = 1.1;

export interface RunParts {
  effort: Effort;
  generator: Generator;
  targets: readonly Target[];
  /** The call to each target, in their order. */
  calls: ReadonlyMap<BodySize, readonly Buffer[]>;
  bench: BenchStack;
}

/** The whole measurement, once everything runs. */
export class GatewayRun {
  readonly #parts: RunParts;
  readonly #elsewhere: Elsewhere;
  #gatewayCalls = 0;
  #failures = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#elsewhere = new Elsewhere(parts.bench.stack.pids());
  }

  async all(): Promise<{ figures: object; checks: Check[] }> {
    const memory = await this.#memory();
    await this.#warmUp();
    const samples = new Map(SIZES.map((size): [BodySize, Samples] => [size, { direct: [], floor: [], nginx: [], gateway: [] }]));
    for (let repeat = 1; repeat <= this.#parts.effort.repeats; repeat++) {
      for (const size of SIZES) await this.#pass(size, samples.get(size)!, repeat);
    }
    const rows = await this.#drained();
    const sizes = SIZES.map((size) => ({ name: size.name, ...sizeFigures(size, samples.get(size)!) }));
    for (const size of SIZES) process.stderr.write(`\n${sizeTable(size, samples.get(size)!)}\n`);
    const elsewhere = this.#elsewhere.figures();
    process.stderr.write(`\n${Object.entries(elsewhere).map(([name, { cpuUsPerCall, residentMb }]) => `${name.padEnd(12)} ${cpuUsPerCall} µs a call, ${residentMb} MB`).join('\n')}\n`);
    return {
      figures: {
        sizes: Object.fromEntries(sizes.map(({ name, figures }) => [name, figures])),
        elsewhere,
        memory: memory.figures,
        rows: { ...rows, made: this.#gatewayCalls, failed: this.#failures },
      },
      checks: [...sizes.flatMap(({ checks }) => checks), memory.check, ...this.#rowChecks(rows)],
    };
  } // prettier-ignore

  /** The target after one another in each repeat, so that what changes on the machine changes for all of them. */
  async #pass(size: BodySize, samples: Samples, repeat: number): Promise<void> {
    const { generator, targets, calls, effort } = this.#parts;
    for (const [at, target] of targets.entries()) {
      const isGateway = target.name === 'gateway';
      if (isGateway) this.#elsewhere.begin();
      const sample = await measure(generator, { target, size, call: calls.get(size)![at]! }, effort);
      samples[target.name].push(sample);
      if (isGateway) await this.#settle(sample);
      const rate = Math.round((sample.many.calls / sample.many.elapsedMs) * 1000);
      progress(
        `repeat ${repeat}, ${size.bytes} bytes, ${target.name}: ${rate}/s, ${sample.cpuUsPerCall.toFixed(1)} µs a call`,
      );
    }
  }

  async #settle(sample: Sample): Promise<void> {
    this.#count(sample.many, sample.one, sample.open);
    await this.#drained();
    this.#elsewhere.end(callsOf(sample));
  }

  #count(...results: LoadResult[]): void {
    this.#gatewayCalls += results.reduce((sum, { calls }) => sum + calls, 0);
    this.#failures += failuresOf(results);
  }

  /** Every call made so far is stored, or the time is over. */
  async #drained(): Promise<RowCounts> {
    const rows = await this.#parts.bench.rows.reach(this.#gatewayCalls);
    if (rows.calls !== this.#gatewayCalls || rows.costs !== this.#gatewayCalls) {
      progress(`${this.#gatewayCalls} calls were made, ${rows.calls} root spans and ${rows.costs} costs are stored`);
    }
    return rows;
  }

  /** Comes first, because it is about a gateway that has just been started. */
  async #memory(): Promise<{ figures: object; check: Check }> {
    const [early, late] = this.#parts.effort.memoryCalls;
    const bytes: number[] = [];
    for (const upTo of [early, late]) {
      await this.#gatewayCallsUpTo(upTo);
      await this.#drained();
      bytes.push(await this.#settledMemory());
      progress(`The gateway has ${Math.round(bytes.at(-1)! / 1e6)} MB after ${upTo} calls`);
    }
    const [before, after] = bytes as [number, number];
    const name = `memory after ${late} calls over that after ${early}`;
    const figures = { [`residentMbAfter${early}`]: rounded(before / 1e6), [`residentMbAfter${late}`]: rounded(after / 1e6) };
    return { figures, check: atMost(name, after / before, MEMORY_RATIO_MAX) };
  } // prettier-ignore

  /** The median of two seconds at rest. */
  async #settledMemory(): Promise<number> {
    const { pid } = this.#target('gateway');
    const readings: number[] = [];
    for (let at = 0; at < 10; at++) {
      await sleep(200);
      readings.push(residentBytes(pid));
    }
    return median(readings);
  }

  /** In turns with all sizes that the numbers are about. */
  async #gatewayCallsUpTo(upTo: number): Promise<void> {
    const { generator, calls } = this.#parts;
    const gateway = this.#target('gateway');
    const judged = SIZES.filter((size) => size.isJudged);
    while (this.#gatewayCalls < upTo) {
      for (const size of judged) {
        const wanted = Math.min(5_000, upTo - this.#gatewayCalls);
        if (wanted <= 0) break;
        const call = calls.get(size)![this.#parts.targets.indexOf(gateway)]!;
        this.#count(await makeCalls(generator, gateway, call, wanted));
      }
    }
  }

  #target(name: string): Target {
    return this.#parts.targets.find((target) => target.name === name)!;
  }

  /** Code that has not been compiled yet is slow, and slower in one target than in another. */
  async #warmUp(): Promise<void> {
    const { generator, targets, calls, effort } = this.#parts;
    for (const size of SIZES) {
      for (const [at, target] of targets.entries()) {
        progress(`Warming up: ${size.bytes} bytes, ${target.name}`);
        const wanted = Math.min(effort.warmUpCalls, size.callsMax);
        const result = await makeCalls(generator, target, calls.get(size)![at]!, wanted);
        if (target.name === 'gateway') this.#count(result);
      }
      await this.#drained();
    }
  }

  #rowChecks(rows: RowCounts): Check[] {
    return [
      equal('calls through the gateway that failed', this.#failures, 0),
      equal('root spans in ClickHouse, of as many calls', rows.calls, this.#gatewayCalls),
      equal('costs in ClickHouse, of as many calls', rows.costs, this.#gatewayCalls),
      equal('micro-USD in ClickHouse, of as many', rows.costMicroUsd, this.#gatewayCalls * PRICE_MICRO_USD),
    ];
  }
}
