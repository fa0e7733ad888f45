'use client';

import { useDirectory } from '../people/directory';
import { texts } from '../texts';
import { Facts } from '../ui/card';
import { CodeBlock } from '../ui/copy-button';
import { Sheet } from '../ui/dialog';
import { Time } from '../ui/figures';
import { actorOf } from './audit-actor';
import type { AuditEntry } from './audit-queries';

const words = texts.audit.detail;
const code = (text: string | null) =>
  text === null ? texts.ui.none : <code className="font-mono text-xs break-all">{text}</code>;

/** One event, at the side of the list. */
export function AuditDetail({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const { personName } = useDirectory();
  return (
    <Sheet open onOpenChange={onClose} title={entry?.event_type ?? words.title}>
      {entry === null ? (
        <p>{words.gone}</p>
      ) : (
        <div className="grid min-w-0 content-start gap-4">
          <Facts
            facts={[
              [words.happened, <Time key="h" iso={entry.timestamp} />],
              [words.recorded, <Time key="r" iso={entry.recorded_at} />],
              [words.actor, actorOf(entry, personName)],
              [words.actorId, code(entry.actor.id)],
              [words.address, code(entry.actor.ip_address)],
              [words.agent, entry.actor.user_agent ?? texts.ui.none],
              [words.resource, entry.resource.type],
              [words.resourceId, code(entry.resource.id)],
              [words.request, code(entry.request_id)],
              [words.seq, entry.seq.toLocaleString(texts.language)],
              [words.hash, code(entry.hash)],
              [words.prev, code(entry.prev_hash)],
            ]}
          />
          <CodeBlock label={words.details} code={JSON.stringify(entry.details, null, 2)} />
        </div>
      )}
    </Sheet>
  );
}
