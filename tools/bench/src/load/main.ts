import type { LoadOrder, LoadReply } from './protocol.js';
import { runLoad } from './run-load.js';

const reply = (answer: LoadReply): void => void process.send?.(answer);

// The generator has a process of its own, so that its time is not counted with what it measures.
process.on('message', (order: LoadOrder) => {
  runLoad(order).then(
    (result) => reply({ ok: true, result }),
    (error: unknown) => reply({ ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
