'use client';

import { texts } from '../texts';
import { Card, Facts } from '../ui/card';
import { RequestId } from '../ui/error-state';
import { formatBytes } from '../ui/format';
import { Json } from '../ui/json-tree';
import { MASKED } from '../ui/masked';
import { Tabs } from '../ui/tabs';
import type { Span } from './trace-queries';
import { TraceStatus } from './trace-status';

const words = texts.traces.detail;

/** One span: what was asked, what was answered, and all that is known of it. */
export function SpanView({ span }: { span: Span }) {
  const attributes = Object.entries(span.attributes);
  const tabs = [
    { id: 'request', title: words.request, content: <Body text={span.request_body} bytes={span.request_size} /> },
    { id: 'response', title: words.response, content: <Body text={span.response_body} bytes={span.response_size} /> },
    { id: 'raw', title: words.raw, content: <Json text={JSON.stringify(span)} mask={MASKED} /> },
    ...(attributes.length === 0
      ? []
      : [{ id: 'attributes', title: words.attributes, content: <Facts facts={attributes} /> }]),
  ];
  return (
    <Card title={`${words.kinds[span.kind]}: ${span.operation}`} actions={<TraceStatus status={span.status} />}>
      <div className="grid grid-cols-1 gap-3">
        {span.error_message !== null && (
          <p className="text-bad break-words">
            {span.error_code !== null && <code className="font-mono">{span.error_code}: </code>}
            {span.error_message}
          </p>
        )}
        <Tabs tabs={tabs} label={words.kinds[span.kind]} />
        <div className="justify-self-start">
          <RequestId id={span.request_id} />
        </div>
      </div>
    </Card>
  );
}

function Body({ text, bytes }: { text: string | null; bytes: number }) {
  if (text === null || text === '') return <p className="text-soft">{words.noBody}</p>;
  return (
    <div className="grid gap-1">
      <Json text={text} mask={MASKED} />
      <p className="text-soft text-xs">
        {words.bytes(formatBytes(bytes))}. {words.masked}
      </p>
    </div>
  );
}
