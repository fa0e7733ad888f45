import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Echo, type Era } from './echo.js';
import { listenSse, listenStreamable } from './echo-http.js';
import { listenLines, STDIO_PROGRAM } from './echo-stdio.js';

export type Transport =
  | { type: 'streamable-http'; url: string }
  | { type: 'stdio'; catalog_entry: string; arguments: Record<string, string> };

/** One way from the gateway to a server, and the server at its end. */
export interface Leg {
  readonly name: string;
  readonly era: Era;
  /** Whether clients' own sessions go on to it as they are. */
  readonly relaysSessions: boolean;
  /** Whether a message cannot have lines of its own on it. */
  readonly isFramed: boolean;
  readonly echo: Echo;
  readonly transport: Transport;
  close(): Promise<void>;
}

async function streamable(name: string, era: Era, onStream: boolean): Promise<Leg> {
  const echo = new Echo(era);
  const { url, close } = await listenStreamable(echo, onStream);
  const transport = { type: 'streamable-http', url } as const;
  return { name, era, relaysSessions: era === 'legacy', isFramed: onStream, echo, transport, close };
}

async function sse(): Promise<Leg> {
  const echo = new Echo('legacy');
  const { url, close } = await listenSse(echo);
  const transport = { type: 'streamable-http', url } as const;
  return { name: 'http-sse', era: 'legacy', relaysSessions: false, isFramed: true, echo, transport, close };
}

async function stdio(name: string, era: Era): Promise<Leg> {
  const echo = new Echo(era);
  const { port, close } = await listenLines(echo);
  const transport = { type: 'stdio', catalog_entry: 'echo', arguments: { port: String(port) } } as const;
  return { name, era, relaysSessions: false, isFramed: true, echo, transport, close };
}

/** Every leg that there is; Streamable HTTP also with answers on an event stream. */
export function startLegs(): Promise<Leg[]> {
  return Promise.all([
    streamable('http-modern', 'modern', false),
    streamable('http-modern-events', 'modern', true),
    streamable('http-legacy', 'legacy', false),
    streamable('http-legacy-events', 'legacy', true),
    sse(),
    stdio('stdio-legacy', 'legacy'),
    stdio('stdio-modern', 'modern'),
  ]);
}

/** The operator's catalogue with the program of the stdio legs. Gives its path. */
export async function writeCatalogue(folder: string): Promise<string> {
  const args = ['-e', STDIO_PROGRAM('{port}')];
  const entry = { command: process.execPath, args, arguments: { port: { pattern: '[0-9]{1,5}' } } };
  const path = join(folder, 'catalogue.json');
  await writeFile(path, JSON.stringify({ entries: { echo: entry } }));
  return path;
}
