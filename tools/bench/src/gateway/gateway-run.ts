import { progress } from '@gatewayops/tool-launcher';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Generator } from '../load/generator.js';
import type { Effort } from '../options.js';
import { residentBytes } from '../processes/usage.js';
import { atMost, median, rounded, type Check } from '../report/check.js';
import { SIZES, type BodySize } from '../sizes.js';
import type { BenchStack } from '../stack/bench-stack.js';
import type { DoorsRun } from './doors-run.js';
import { Elsewhere } from './elsewhere.js';
import { sizeFigures, sizeTable, type Samples } from './figures.js';
import type { Ledger } from './ledger.js';
import { callsOf, makeCalls, measure, type Sample } from './measure.js';
import type { Target } from './targets.js';

const MEMORY_RATIO_MAX = 1.1;

export interface RunParts {
  effort: Effort;
  generator: Generator;
  targets: readonly Target[];
  /** The call to each target, in their order. */
  calls: ReadonlyMap<BodySize, readonly Buffer[]>;
  doors: DoorsRun;
  ledger: Ledger;
  bench: BenchStack;
}

/** The whole measurement, once everything runs. */
export class GatewayRun {
  readonly #parts: RunParts;
  readonly #elsewhere: Elsewhere;
  readonly #ledger: Ledger;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#elsewhere = new Elsewhere(parts.bench.stack.pids());
    this.#ledger = parts.ledger;
  }

  async all(): Promise<{ figures: object; checks: Check[] }> {
    const memory = await this.#memory();
    await this.#warmUp();
    await this.#parts.doors.warmUp();
    const samples = new Map(SIZES.map((size): [BodySize, Samples] => [size, { direct: [], floor: [], nginx: [], gateway: [] }]));
    for (let repeat = 1; repeat <= this.#parts.effort.repeats; repeat++) {
      for (const size of SIZES) await this.#pass(size, samples.get(size)!, repeat);
      await this.#parts.doors.pass(repeat);
    }
    const rows = await this.#ledger.drained();
    const sizes = SIZES.map((size) => ({ name: size.name, ...sizeFigures(size, samples.get(size)!) }));
    for (const size of SIZES) process.stderr.write(`\n${sizeTable(size, samples.get(size)!)}\n`);
    const elsewhere = this.#elsewhere.figures();
    process.stderr.write(`\n${this.#parts.doors.table()}\n`);
    process.stderr.write(`\n${Object.entries(elsewhere).map(([name, { cpuUsPerCall, residentMb }]) => `${name.padEnd(12)} ${cpuUsPerCall} µs a call, ${residentMb} MB`).join('\n')}\n`);
    return {
      figures: {
        sizes: Object.fromEntries(sizes.map(({ name, figures }) => [name, figures])),
        doors: this.#parts.doors.figures(),
        elsewhere,
        memory: memory.figures,
        rows: this.#ledger.figures(rows),
      },
      checks: [...sizes.flatMap(({ checks }) => checks), ...this.#parts.doors.checks(), memory.check, ...this.#ledger.checks(rows)],
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
    this.#ledger.count(sample.many, sample.one, sample.open);
    await this.#ledger.drained();
    this.#elsewhere.end(callsOf(sample));
  }

  /** Comes first, because it is about a gateway that has just been started. */
  async #memory(): Promise<{ figures: object; check: Check }> {
    const [early, late] = this.#parts.effort.memoryCalls;
    const bytes: number[] = [];
    for (const upTo of [early, late]) {
      await this.#gatewayCallsUpTo(upTo);
      bytes.push(await this.#memoryNow());
      await this.#ledger.drained();
      progress(`The gateway has ${Math.round(bytes.at(-1)! / 1e6)} MB after ${upTo} calls`);
    }
    const [before, after] = bytes as [number, number];
    const name = `memory after ${late} calls over that after ${early}`;
    const figures = { [`residentMbAfter${early}`]: rounded(before / 1e6), [`residentMbAfter${late}`]: rounded(after / 1e6) };
    return { figures, check: atMost(name, after / before, MEMORY_RATIO_MAX) };
  } // prettier-ignore

  /** The median of half a second right after the calls: at rest, V8 gives memory back now and then, and at times does not. */
  async #memoryNow(): Promise<number> {
    const { pid } = this.#target('gateway');
    const readings: number[] = [];
    for (let at = 0; at < 5; at++) {
      readings.push(residentBytes(pid));
      await sleep(100);
    }
    return median(readings);
  }

  /** In turns with all sizes that the numbers are about. */
  async #gatewayCallsUpTo(upTo: number): Promise<void> {
    const { generator, calls } = this.#parts;
    const gateway = this.#target('gateway');
    const judged = SIZES.filter((size) => size.isJudged);
    while (this.#ledger.calls < upTo) {
      for (const size of judged) {
        const wanted = Math.min(5_000, upTo - this.#ledger.calls);
        if (wanted <= 0) break;
        const call = calls.get(size)![this.#parts.targets.indexOf(gateway)]!;
        this.#ledger.count(await makeCalls(generator, gateway, call, wanted));
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
        if (target.name === 'gateway') this.#ledger.count(result);
      }
      await this.#ledger.drained();
    }
  }
}
