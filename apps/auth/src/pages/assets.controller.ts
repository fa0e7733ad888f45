import { readFileSync } from 'node:fs';
import { GatewayOpsError } from '@gatewayops/contracts';
import { Public } from '@gatewayops/service';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

const FileName = z.string().max(64);
const folder = new URL('../../assets/', import.meta.url);
const own = (name: string) => readFileSync(new URL(name, folder));
const design = (name: string) => readFileSync(new URL(import.meta.resolve(`@gatewayops/design/${name}`)));

/** The browser's half of WebAuthn, as its package brings it. */
const webauthn = new URL('../dist/bundle/index.umd.min.js', import.meta.resolve('@simplewebauthn/browser'));
const STYLES = [design('tokens.css'), ...['pages.css', 'forms.css', 'parts.css'].map(own)];
const SCRIPT = 'text/javascript; charset=utf-8';

/** Style sheets, pictures and scripts of the pages; read once. */
const ASSETS: ReadonlyMap<string, { type: string; content: Buffer }> = new Map([
  ['pages.css', { type: 'text/css; charset=utf-8', content: Buffer.concat(STYLES) }],
  ['icon.svg', { type: 'image/svg+xml', content: design('icon.svg') }],
  ['submit.js', { type: SCRIPT, content: own('submit.js') }],
  ['passkeys.js', { type: SCRIPT, content: own('passkeys.js') }],
  ['webauthn.js', { type: SCRIPT, content: readFileSync(webauthn) }],
]);

@Public('style sheets, pictures and scripts, the same for everybody')
@ApiExcludeController()
@Controller('/assets')
export class AssetsController {
  @Get(':file')
  get(@Param('file', { schema: FileName }) file: string, @Res() reply: FastifyReply): void {
    const asset = ASSETS.get(file);
    if (!asset) throw new GatewayOpsError('not_found');
    void reply.header('cache-control', 'public, max-age=300').type(asset.type).send(asset.content);
  }
}
