'use client';

import { texts } from '../texts';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';
import { Tabs } from '../ui/tabs';
import { SNIPPETS } from './snippets';

const words = texts.keys.issued;

/** A new key, the only time that it is seen; closed by the button alone, so that it is not lost by a stray click. */
export function IssuedKey({ secret, onClose }: { secret: string; onClose: () => void }) {
  const origin = window.location.origin;
  const tabs = SNIPPETS.map(({ id, code }) => ({
    id,
    title: words.snippets[id],
    content: <CodeBlock code={code(`${origin}/v1/mcp`, secret)} />,
  }));
  const footer = (
    <Button look="primary" onClick={onClose}>
      {words.done}
    </Button>
  );
  return (
    <Dialog open onOpenChange={onClose} stays title={words.title} description={words.hint} footer={footer} wide>
      <div className="grid min-w-0 gap-4">
        <CodeBlock code={secret} />
        <section className="grid min-w-0 gap-1">
          <h3 className="font-semibold">{words.use}</h3>
          <Tabs tabs={tabs} label={words.use} />
        </section>
      </div>
    </Dialog>
  );
}
