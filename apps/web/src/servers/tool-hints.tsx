'use client';

import { texts } from '../texts';
import { Badge, type Tone } from '../ui/badge';

const words = texts.servers.tools;

type Hint = keyof typeof words.annotations;
const TONES: Record<Hint, Tone> = {
  readOnlyHint: 'ok',
  destructiveHint: 'bad',
  idempotentHint: 'neutral',
  openWorldHint: 'neutral',
};

/** What a server says of a tool. Nobody vouches for it. */
export function ToolHints({ annotations }: { annotations: Readonly<Record<string, unknown>> | null }) {
  const said = Object.keys(TONES).filter((name): name is Hint => annotations?.[name] === true);
  if (said.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-1" title={words.annotationsHint}>
      {said.map((name) => (
        <Badge key={name} tone={TONES[name]}>
          {words.annotations[name]}
        </Badge>
      ))}
    </span>
  );
}
