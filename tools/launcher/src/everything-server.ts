/**
 * Runs the official `server-everything` over Streamable HTTP. It listens on every interface and writes a line for each
 * request: here it is bound to this machine alone, and silent. `argv[2]` is its entry file, PORT its port.
 */
import { Server } from 'node:net';
import { pathToFileURL } from 'node:url';

// oxlint-disable-next-line typescript/unbound-method -- it is applied to its own object below
const listen = Server.prototype.listen;
Server.prototype.listen = function listenLocally(this: Server, ...args: unknown[]): Server {
  const [port] = args;
  const callback = args.find((argument) => typeof argument === 'function') as (() => void) | undefined;
  return Reflect.apply(listen, this, [{ port: Number(port), host: '127.0.0.1' }, callback]) as Server;
} as typeof listen;

// oxlint-disable-next-line no-console -- the program below says too much there
console.log = () => undefined;
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));

await import(pathToFileURL(process.argv[2] ?? '').href);
