import { createHmac } from 'node:crypto';

/** As `signServiceToken` of libs/service, without loading the framework into every test file. */
export function signServiceToken(secret: string, caller: string, audience: string): string {
  const text = `${caller}.${audience}.${Math.floor(Date.now() / 1000) + 60}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
