import { hostname } from 'node:os';

/** Where this replica is reached unless it is told: at its own address, by its name where it listens on all of them. */
export function ownUrl(host: string, port: number): string {
  const all = host === '0.0.0.0' || host === '::';
  const name = all ? hostname() : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
