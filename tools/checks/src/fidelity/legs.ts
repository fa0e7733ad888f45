import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Era } from './corpus/case.js';
import { Echo } from './echo/echo.js';
import { listenSse, listenStreamable } from './echo/http.js';
import { listenLines, STDIO_PROGRAM } from './echo/stdio.js';

export type Transport =
  | { type: 'streamable-http'; url: string }
  | { type: 'stdio'; catalog_entry: string; arguments: Record<string, string> };

/** One way from the gateway to a server, and the server at its end. */
export interface Leg {
  readonly name: string;
  readonly era: Era;
  /** Whether clients' own sessions go on to it as they are. */
  readonly relaysSessions: boolean;
  /** Whether a client of the same era speaks with the server as if nobody else did: each may ask and tell the other. */
  readonly isAlone: boolean;
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
  return { name, era, relaysSessions: era === 'legacy', isAlone: true, isFramed: onStream, echo, transport, close };
}

async function sse(name: string): Promise<Leg> {
  const echo = new Echo('legacy');
  const { url, close } = await listenSse(echo);
  const transport = { type: 'streamable-http', url } as const;
  return { name, era: 'legacy', relaysSessions: false, isAlone: true, isFramed: true, echo, transport, close };
}

async function stdio(name: string, era: Era): Promise<Leg> {
  const echo = new Echo(era);
  const { port, close } = await listenLines(echo);
  const transport = { type: 'stdio', catalog_entry: 'echo', arguments: { port: String(port) } } as const;
  return { name, era, relaysSessions: false, isAlone: true, isFramed: true, echo, transport, close };
}

/** Every leg that there is; Streamable HTTP also with answers on an event stream. */
const LEGS: Record<string, (name: string) => Promise<Leg>> = {
  'http-modern': (name) => streamable(name, 'modern', false),
  'http-modern-events': (name) => streamable(name, 'modern', true),
  'http-legacy': (name) => streamable(name, 'legacy', false),
  'http-legacy-events': (name) => streamable(name, 'legacy', true),
  'http-sse': sse,
  'stdio-legacy': (name) => stdio(name, 'legacy'),
  'stdio-modern': (name) => stdio(name, 'modern'),
};
export const LEG_NAMES = Object.keys(LEGS);

export const startLegs = (names: readonly string[]): Promise<Leg[]> =>
  Promise.all(names.map((name) => LEGS[name]!(name)));

/** The operator's catalogue with the program of the stdio legs. Gives its path. */
export async function writeCatalogue(folder: string): Promise<string> {
  const args = ['-e', STDIO_PROGRAM('{port}')];
  const entry = { command: process.execPath, args, arguments: { port: { pattern: '[0-9]{1,5}' } } };
  const path = join(folder, 'catalogue.json');
  await writeFile(path, JSON.stringify({ entries: { echo: entry } }));
  return path;
}
