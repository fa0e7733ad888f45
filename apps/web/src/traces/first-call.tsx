'use client';

import { texts } from '../texts';
import { CodeBlock } from '../ui/copy-button';
import { useOrigin } from '../ui/origin';
import { EmptyState } from '../ui/states';

const { empty } = texts.traces;

/** Nothing was called in this time: how to call. The front passes `/v1/mcp` on to the gateway. */
export function FirstCall() {
  const origin = useOrigin();
  const call = [
    `curl ${origin}/v1/mcp/everything/tools/call \\`,
    `  -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' \\`,
    `  -d '{"tool":"echo","arguments":{"message":"hello"}}'`,
  ].join('\n');
  return (
    <EmptyState title={empty.title} hint={empty.hint}>
      <div className="w-full max-w-2xl">
        <CodeBlock code={call} />
      </div>
    </EmptyState>
  );
}
