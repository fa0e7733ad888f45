/** The fixture as a stdio server of both eras: a program for the operator's catalogue. Ends when its input does. */
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { buildFixtureServer } from './modern-server.js';

process.stderr.write('fixture: serving over stdio\n');
serveStdio(() => buildFixtureServer());
