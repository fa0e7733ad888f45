import { OPENAPI_DOCUMENT_BYTES_MAX } from '@gatewayops/contracts';
import { OpenApiFault } from './fault.js';
import { below, isRecord, memberIn, stepsOf, textOf } from './json-value.js';
import type { JsonObject } from './json-value.js';

/** A value of a document, and where it stands. */
export interface Place {
  value: unknown;
  pointer: string;
}

const SERVERS_MAX = 20;
const URL_CHARS_MAX = 500;
const REFERENCES_MAX = 16;
const REFERENCE_CHARS_MAX = 1_024;

/** An OpenAPI document, parsed, with references looked up in itself and nowhere else. */
export class OpenApiDocument {
  private constructor(
    readonly root: JsonObject,
    /** As the document says it, e.g. `3.0.3`. */
    readonly openapi: string,
    readonly bytes: number,
  ) {}

  /** @throws OpenApiFault */
  static parse(text: string): OpenApiDocument {
    const bytes = Buffer.byteLength(text);
    if (bytes > OPENAPI_DOCUMENT_BYTES_MAX) {
      throw new OpenApiFault('', `The document is larger than ${OPENAPI_DOCUMENT_BYTES_MAX / 1_048_576} MB.`);
    }
    const root = parseJson(text);
    if (!isRecord(root)) throw new OpenApiFault('', 'The document is no JSON object.');
    if (root['swagger'] !== undefined) {
      throw new OpenApiFault('/swagger', 'This is Swagger 2.0. Convert it to OpenAPI 3 first.');
    }
    const openapi = textOf(root['openapi']);
    if (openapi === null) throw new OpenApiFault('/openapi', 'The revision of OpenAPI is missing, e.g. "3.1.0".');
    if (!/^3\.[012](\.\d+)?(-.*)?$/.test(openapi)) {
      throw new OpenApiFault('/openapi', 'OpenAPI 3.0, 3.1 and 3.2 are understood, and this is another revision.');
    }
    if (!isRecord(root['paths'])) throw new OpenApiFault('/paths', 'An object with the paths is missing.');
    return new OpenApiDocument(root, printable(openapi).slice(0, 32), bytes);
  }

  get title(): string {
    return this.info('title') || 'REST service';
  }

  get version(): string {
    return this.info('version') || '0';
  }

  /** The first of its servers that is an absolute URL, its variables replaced by their defaults; null where none is. */
  get serverUrl(): string | null {
    const servers = Array.isArray(this.root['servers']) ? (this.root['servers'] as unknown[]) : [];
    return (
      servers
        .slice(0, SERVERS_MAX)
        .map(urlOf)
        .find((url) => url !== null) ?? null
    );
  }

  /** Whether schemas are those of 3.0, a dialect of its own; from 3.1 on they are JSON Schema 2020-12. */
  get isOldDialect(): boolean {
    return this.openapi.startsWith('3.0');
  }

  /** Follows `$ref` as often as it takes. @throws OpenApiFault where that leads nowhere, round in circles or out of the document */
  resolve(place: Place): Place {
    let at = place;
    for (let count = 0; count < REFERENCES_MAX; count++) {
      const reference = memberIn(at.value, '$ref');
      if (reference === undefined) return at;
      at = this.target(reference, at.pointer);
    }
    throw new OpenApiFault(place.pointer, 'The reference leads to references without end.');
  }

  /** What a `$ref` names. @param pointer of the object that has it */
  target(reference: unknown, pointer: string): Place {
    const at = below(pointer, '$ref');
    if (typeof reference !== 'string') throw new OpenApiFault(at, 'A reference must be a string.');
    if (reference.length > REFERENCE_CHARS_MAX) {
      throw new OpenApiFault(at, `A reference has at most ${REFERENCE_CHARS_MAX} characters.`);
    }
    if (!reference.startsWith('#')) {
      throw new OpenApiFault(at, 'Only references within the document are followed. Bundle it into one first.');
    }
    const target = decoded(reference.slice(1));
    if (target === null || (target !== '' && !target.startsWith('/'))) {
      throw new OpenApiFault(at, 'A reference must be a JSON pointer, e.g. "#/components/schemas/Pet".');
    }
    const value = stepsOf(target).reduce<unknown>(memberIn, this.root);
    if (value === undefined) throw new OpenApiFault(at, `There is nothing at ${quotedShort(reference)}.`);
    return { value, pointer: target };
  }

  private info(member: string): string {
    const text = textOf(memberIn(this.root['info'], member)) ?? '';
    return printable(text).slice(0, 255).toWellFormed();
  }
}

function urlOf(server: unknown): string | null {
  const template = textOf(memberIn(server, 'url')) ?? '';
  if (template.length > URL_CHARS_MAX) return null;
  const variables = memberIn(server, 'variables');
  const url = template.replaceAll(
    /\{([^{}]*)\}/g,
    (all, name: string) => textOf(memberIn(memberIn(variables, name), 'default')) ?? all,
  );
  const isUsable = /^https?:\/\/[^?#{}]+$/i.test(url) && url.length <= URL_CHARS_MAX && URL.canParse(url);
  return isUsable ? url : null;
}

/** A text of the document that every store takes. */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();

/** A text of the document in an error's words, cut. */
export const quotedShort = (text: string): string =>
  JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

function decoded(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (/^\s*[a-z#%-]/i.test(text)) {
      throw new OpenApiFault('', 'The document is not JSON. One in YAML has to be turned into JSON first.');
    }
    throw new OpenApiFault('', `The document is not JSON: ${(error as Error).message.slice(0, 300)}`);
  }
}
