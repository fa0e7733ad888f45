'use client';

import { CircleCheck, CircleX } from 'lucide-react';
import { texts } from '../texts';
import { Badge } from '../ui/badge';
import { Facts } from '../ui/card';
import { Duration, Num } from '../ui/figures';
import type { TestReport } from './server-queries';

const words = texts.servers.test;

/** What a connection test found. */
export function TestFindings({ report }: { report: TestReport }) {
  const { protocol_version, era, server_info, tool_count, capabilities, latency_ms } = report;
  const facts: [string, React.ReactNode][] = [];
  if (report.ok) facts.push([words.answered, <Duration key="l" ms={latency_ms} />]);
  if (server_info !== null) facts.push([words.server, `${server_info.name} ${server_info.version}`]);
  if (protocol_version !== null)
    facts.push([words.protocol, `${protocol_version}${era === null ? '' : `, ${words.eras[era]}`}`]);
  if (tool_count !== null) facts.push([words.tools, <Num key="t" value={tool_count} />]);
  if (capabilities.length > 0) facts.push([words.capabilities, <Capabilities key="c" names={capabilities} />]);
  return (
    <div role="status" className="grid gap-3">
      <p className={`flex items-center gap-2 font-semibold ${report.ok ? 'text-ok' : 'text-bad'}`}>
        {report.ok ? <CircleCheck className="size-4" aria-hidden /> : <CircleX className="size-4" aria-hidden />}
        {report.ok ? words.ok : words.failed}
      </p>
      {!report.ok && <p className="max-w-prose break-words">{report.problem ?? words.noWords}</p>}
      {facts.length > 0 && <Facts facts={facts} />}
    </div>
  );
}

function Capabilities({ names }: { names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <Badge key={name}>{name}</Badge>
      ))}
    </span>
  );
}
