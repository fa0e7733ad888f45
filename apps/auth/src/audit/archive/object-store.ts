import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';
import { request, type Dispatcher } from 'undici';

export interface ObjectStoreSettings {
  /** Of the endpoint; the bucket follows in the path. */
  url: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Stands before every key: empty, or ends in `/`. */
  prefix: string;
}

/** Something to store: bytes, or a stream of them whose length and digest are known. */
export interface ObjectBody {
  content: Buffer | Readable;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
  contentType: string;
}

const HEAD_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 60_000;
/** SHA-256 of nothing. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Objects in an S3-compatible store, path style, signed with AWS Signature Version 4. */
export class ObjectStore {
  constructor(private readonly settings: ObjectStoreSettings) {}

  /** In words, for messages. */
  get name(): string {
    return `${this.settings.url}/${this.settings.bucket}`;
  }

  /** Resolves once the store has it. @throws Error with the status that it answered */
  async put(key: string, body: ObjectBody): Promise<void> {
    const headers = { 'content-type': body.contentType, 'content-length': String(body.bytes) };
    const answer = await this.send('PUT', key, body.sha256, headers, body.content);
    await answer.body.dump();
    if (answer.statusCode !== 200) throw refused('PUT', key, answer);
  }

  async putText(key: string, text: string): Promise<void> {
    const content = Buffer.from(text, 'utf8');
    const sha256 = createHash('sha256').update(content).digest('hex');
    await this.put(key, { content, bytes: content.length, sha256, contentType: 'application/json' });
  }

  /** The object as a stream, to be read to its end or destroyed; null where there is none. */
  async get(key: string): Promise<Readable | null> {
    const answer = await this.send('GET', key, EMPTY_SHA256, {});
    if (answer.statusCode === 200) return answer.body;
    await answer.body.dump();
    if (answer.statusCode === 404) return null;
    throw refused('GET', key, answer);
  }

  /** A small object as text. @throws Error where it is longer than `bytesMax` */
  async getText(key: string, bytesMax = 65_536): Promise<string | null> {
    const stream = await this.get(key);
    if (stream === null) return null;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) throw new Error(`${key} is longer than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  private async send(
    method: 'GET' | 'PUT',
    key: string,
    sha256: string,
    headers: Record<string, string>,
    body?: Buffer | Readable,
  ): Promise<Dispatcher.ResponseData> {
    const { url, bucket, prefix, region, accessKeyId, secretAccessKey } = this.settings;
    const address = `${url.replace(/\/$/, '')}/${bucket}/${prefix}${key}`;
    const signer = new AwsV4Signer({
      method,
      url: address,
      // What is signed names the digest of the body, so that what arrives is what was sent.
      headers: { ...headers, 'x-amz-content-sha256': sha256 },
      accessKeyId,
      secretAccessKey,
      region,
      service: 's3',
    });
    const signed = await signer.sign();
    return request(signed.url, {
      method,
      headers: Object.fromEntries(signed.headers),
      body: body ?? null,
      headersTimeout: HEAD_TIMEOUT_MS,
      bodyTimeout: BODY_TIMEOUT_MS,
    });
  }
}

const refused = (method: string, key: string, { statusCode }: Dispatcher.ResponseData): Error =>
  new Error(`the archive storage answered ${statusCode} to ${method} ${key}`);
