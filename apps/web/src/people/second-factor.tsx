import { texts } from '../texts';
import { Badge } from '../ui/badge';
import type { User } from './people-queries';

const words = texts.people.factors;

/** What somebody proves who they are with besides a password or a link. */
export function SecondFactor({ factors }: { factors: NonNullable<User['second_factor']> }) {
  const { totp, passkeys } = factors;
  if (!totp && passkeys === 0) return <Badge tone="warn">{words.none}</Badge>;
  return (
    <span className="inline-flex flex-wrap gap-1">
      {totp && <Badge tone="ok">{words.totp}</Badge>}
      {passkeys > 0 && <Badge tone="ok">{words.passkeys(passkeys)}</Badge>}
    </span>
  );
}
