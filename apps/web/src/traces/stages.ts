import type { Span } from './trace-queries';

/** A bar of the waterfall; times in microseconds since the trace began. */
export interface Bar {
  id: string;
  name: string;
  kind: 'call' | 'attempt' | 'wait' | 'stage';
  depth: number;
  startUs: number;
  lengthUs: number;
  status: Span['status'];
  span: Span;
}

const STAGES = 'gateway.stages_us';
/** Stages shorter than this share of their call are not told apart in a picture. */
const SHARE_MIN = 0.004;

/** The spans of a trace, each call followed by the gateway's stages and by what belongs to it, in the order of time. */
export function barsOf(spans: readonly Span[]): Bar[] {
  const beginning = Math.min(...spans.map(({ start_time }) => Date.parse(start_time)));
  const ids = new Set(spans.map(({ span_id }) => span_id));
  const below = (parent: Span | null): Span[] =>
    spans.filter(({ parent_span_id: id }) => (parent === null ? id === null || !ids.has(id) : id === parent.span_id));
  const walk = (span: Span, depth: number): Bar[] => {
    const startUs = (Date.parse(span.start_time) - beginning) * 1_000;
    const bar: Bar = {
      id: span.span_id,
      name: span.kind === 'call' ? [span.mcp_server, span.tool_name || span.operation].join(' · ') : span.operation,
      kind: span.kind,
      depth,
      startUs,
      lengthUs: span.duration_us,
      status: span.status,
      span,
    };
    return [bar, ...stagesOf(bar), ...below(span).flatMap((child) => walk(child, depth + 1))];
  };
  return below(null).flatMap((span) => walk(span, 0));
}

/** `parse=12 choose-route=3`: stages follow one another from the beginning of their call. */
function stagesOf({ span, startUs, depth, lengthUs }: Bar): Bar[] {
  let at = startUs;
  const bars = (span.attributes[STAGES] ?? '').split(' ').flatMap((entry): Bar[] => {
    const [name = '', text] = entry.split('=');
    const length = Number(text);
    if (name === '' || !Number.isFinite(length)) return [];
    const bar: Bar = {
      id: `${span.span_id}/${name}`,
      name,
      kind: 'stage',
      depth: depth + 1,
      startUs: at,
      lengthUs: length,
      status: 'success',
      span,
    };
    at += length;
    return [bar];
  });
  return bars.filter((bar) => bar.lengthUs >= lengthUs * SHARE_MIN);
}
