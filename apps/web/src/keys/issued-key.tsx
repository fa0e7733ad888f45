'use client';

import dynamic from 'next/dynamic';
import { texts } from '../texts';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/copy-button';
import { Dialog } from '../ui/dialog';

const words = texts.keys.issued;
const ClientTabs = dynamic(() => import('../mcp-clients/client-tabs').then((module) => module.ClientTabs));

/** A new key, the only time that it is seen; closed by the button alone, so that it is not lost by a stray click. */
export function IssuedKey({ secret, onClose }: { secret: string; onClose: () => void }) {
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
          <ClientTabs label={words.use} values={{ gateway: window.location.origin, key: secret, server: null }} />
        </section>
      </div>
    </Dialog>
  );
}
