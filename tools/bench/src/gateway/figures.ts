import { atMost, median, rounded, type Check } from '../report/check.js';
import type { BodySize } from '../sizes.js';
import type { Sample } from './measure.js';
import { TARGETS, type TargetName } from './targets.js';

export type Samples = Record<TargetName, Sample[]>;

const LIMITS = { cpuToFloor: 2.0, cpuToNginx: 5.0, addedP50Ms: 0.5, addedP99Ms: 5.0 };

function targetFigures(samples: readonly Sample[]): Record<string, number> {
  const of = (pick: (sample: Sample) => number): number => rounded(median(samples.map(pick)));
  return {
    requestsPerSecond: of(({ many }) => (many.calls / many.elapsedMs) * 1000),
    cpuUsPerCall: of((sample) => sample.cpuUsPerCall),
    residentMb: of((sample) => sample.residentBytes / 1e6),
    p50MsAt32: of(({ many }) => many.p50Ms),
    p95MsAt32: of(({ many }) => many.p95Ms),
    p99MsAt32: of(({ many }) => many.p99Ms),
    p50MsAt1: of(({ one }) => one.p50Ms),
    p95MsAt1: of(({ one }) => one.p95Ms),
    p99MsAt1: of(({ one }) => one.p99Ms),
    p50MsOpen: of(({ open }) => open.p50Ms),
    p95MsOpen: of(({ open }) => open.p95Ms),
    p99MsOpen: of(({ open }) => open.p99Ms),
  };
}

/** Each ratio is taken within a repeat, whose runs lie side by side, and then the median of those. */
function ratioFigures(samples: Samples): Record<keyof typeof LIMITS, number> {
  const of = (other: TargetName, compare: (gateway: Sample, other: Sample) => number): number =>
    rounded(median(samples.gateway.map((sample, at) => compare(sample, samples[other][at]!))));
  return {
    cpuToFloor: of('floor', (gateway, floor) => gateway.cpuUsPerCall / floor.cpuUsPerCall),
    cpuToNginx: of('nginx', (gateway, nginx) => gateway.cpuUsPerCall / nginx.cpuUsPerCall),
    addedP50Ms: of('direct', (gateway, direct) => gateway.one.p50Ms - direct.one.p50Ms),
    addedP99Ms: of('direct', (gateway, direct) => gateway.open.p99Ms - direct.open.p99Ms),
  };
}

/** The figures of one size of bodies, and the numbers to reach where it has some. */
export function sizeFigures(size: BodySize, samples: Samples): { figures: object; checks: Check[] } {
  const targets = Object.fromEntries(TARGETS.map((name) => [name, targetFigures(samples[name])]));
  const ratios = ratioFigures(samples);
  const checks = size.isJudged
    ? [
        atMost(`${size.bytes} bytes: CPU a call over the floor's`, ratios.cpuToFloor, LIMITS.cpuToFloor),
        atMost(`${size.bytes} bytes: CPU a call over nginx's`, ratios.cpuToNginx, LIMITS.cpuToNginx),
        atMost(`${size.bytes} bytes: ms added at one connection (p50)`, ratios.addedP50Ms, LIMITS.addedP50Ms),
        atMost(`${size.bytes} bytes: ms added at 1,000 calls/s (p99)`, ratios.addedP99Ms, LIMITS.addedP99Ms),
      ]
    : [];
  return { figures: { bytes: size.bytes, openLoopPerSecond: size.openLoopPerSecond, targets, ratios }, checks };
}

const COLUMNS = ['requestsPerSecond', 'cpuUsPerCall', 'residentMb', 'p50MsAt1', 'p99MsAt1', 'p50MsAt32', 'p99MsAt32', 'p50MsOpen', 'p99MsOpen']; // prettier-ignore

/** A table for people. */
export function sizeTable(size: BodySize, samples: Samples): string {
  const lines = TARGETS.map((name) => {
    const figures = targetFigures(samples[name]);
    return [name, ...COLUMNS.map((column) => String(figures[column]))];
  });
  const rows = [[`${size.bytes} bytes`, ...COLUMNS], ...lines];
  return rows.map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(12) : cell.padStart(18))).join('')).join('\n');
}
