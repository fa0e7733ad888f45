import { texts } from '../texts';
import { Badge } from '../ui/badge';

const TONES = { success: 'ok', error: 'bad', timeout: 'warn' } as const;

export function TraceStatus({ status }: { status: keyof typeof TONES }) {
  return <Badge tone={TONES[status]}>{texts.traces.statuses[status]}</Badge>;
}
