import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectStoreSettings } from '../src/audit/archive/object-store.js';

interface Storage {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
}
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => Storage;

const BUCKET = 'audit';
const ACCESS_KEY_ID = 'S3RVER';
const SECRET = 'S3RVER';

/** An S3-compatible store. It does not look at signatures of version 4, so that what stands before it does. */
export class S3Storage {
  private constructor(
    readonly settings: ObjectStoreSettings,
    private readonly folder: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<S3Storage> {
    const folder = await mkdtemp(join(tmpdir(), 'gatewayops-s3-'));
    const storage = new S3rver({ directory: folder, silent: true, configureBuckets: [{ name: BUCKET }] });
    await storage.configureBuckets();
    const serve = storage.callback();
    const server = createServer((request, response) => {
      if (isSigned(request)) {
        serve(request, response);
      } else {
        request.resume();
        response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const settings: ObjectStoreSettings = {
      url: `http://127.0.0.1:${port}`,
      bucket: BUCKET,
      region: 'eu-central-1',
      accessKeyId: ACCESS_KEY_ID,
      secretAccessKey: SECRET,
      prefix: 'kept/',
    };
    return new S3Storage(settings, folder, async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Changes an object behind the store's back. */
  async alter(key: string, change: (content: Buffer) => Buffer): Promise<void> {
    const path = this.pathOf(key);
    await writeFile(path, change(await readFile(path)));
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key));
  }

  private pathOf(key: string): string {
    return join(this.folder, BUCKET, `${this.settings.prefix}${key}._S3rver_object`);
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** AWS Signature Version 4, "Create a signed request", for requests without a query. */
function isSigned({ method, url, headers }: IncomingMessage): boolean {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, id, day = '', region = '', names = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  if (id !== ACCESS_KEY_ID || !names.split(';').includes('x-amz-content-sha256')) return false;
  const valueOf = (name: string): string => String(headers[name]).trim();
  const canonical = [
    method,
    url,
    '',
    ...names.split(';').map((name) => `${name}:${valueOf(name)}`),
    '',
    names,
    valueOf('x-amz-content-sha256'),
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [region, 's3', 'aws4_request'].reduce((key, part) => hmac(key, part), hmac(`AWS4${SECRET}`, day));
  return (
    hmac(key, `AWS4-HMAC-SHA256\n${valueOf('x-amz-date')}\n${scope}\n${sha256(canonical)}`).toString('hex') ===
    signature
  );
}
