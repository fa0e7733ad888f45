import { argumentNames } from './argument-names.js';
import type { NamedParameter } from './argument-names.js';
import { SchemaConverter } from './convert-schema.js';
import type { Direction } from './convert-schema.js';
import { Cycles } from './cycles.js';
import { OpenApiDocument } from './document.js';
import { OpenApiFault } from './fault.js';
import { readOperations } from './operation.js';
import type { Operation, Operations } from './operation.js';
import { toolNames } from './tool-names.js';
import { inputSchema, outputSchema } from './tool-schemas.js';

/** An operation as a tool. */
export interface OpenApiTool {
  name: string;
  operation: Operation;
  parameters: NamedParameter[];
  /** Raw JSON: an entry of `tools/list`. */
  definition: Buffer;
  /** Raw JSON Schema 2020-12. */
  inputSchema: Buffer;
  hasOutputSchema: boolean;
}

const DESCRIPTION_CHARS_MAX = 8_192;
const NO_HEADERS: ReadonlySet<string> = new Set();

/**
 * The tools that a document's operations are. What a call needs is made when a tool is first asked for: reading all schemas
 * of a large document at once would hold up everybody else's calls.
 */
export class OpenApiTools {
  readonly leftOut: Operations['leftOut'];
  readonly faults: Operations['faults'];
  readonly names: readonly string[];
  /** For all tools that were made: what making them cost. */
  schemasConverted = 0;
  /** Of the tools that were made. */
  madeBytes = 0;
  private readonly operations: readonly Operation[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly made = new Map<string, OpenApiTool>();
  private readonly cycles: Cycles;

  /**
   * @param ownHeaders names in lower case that the server's entry sets itself, so that no argument can
   * @throws OpenApiFault where there are too many operations
   */
  constructor(
    readonly document: OpenApiDocument,
    private readonly ownHeaders: ReadonlySet<string> = NO_HEADERS,
  ) {
    const { operations, leftOut, faults } = readOperations(document);
    this.operations = operations;
    this.leftOut = leftOut;
    this.faults = faults;
    this.cycles = new Cycles(document);
    this.names = toolNames(operations);
    this.places = new Map(this.names.map((name, i) => [name, i]));
  }

  /** @throws OpenApiFault where the operation's schemas cannot be used */
  find(name: string): OpenApiTool | null {
    const known = this.made.get(name);
    if (known) return known;
    const place = this.places.get(name);
    if (place === undefined) return null;
    const tool = this.make(name, this.operations[place] as Operation);
    this.made.set(name, tool);
    this.madeBytes += tool.definition.length + tool.inputSchema.length;
    return tool;
  }

  private make(name: string, operation: Operation): OpenApiTool {
    const parameters = argumentNames(operation, this.ownHeaders);
    const input = this.converted('request', (converter) => inputSchema(converter, operation, parameters));
    const output = this.outputSchema(operation);
    const { summary } = operation;
    const description = descriptionOf(operation);
    const definition = {
      name,
      ...(summary === null ? {} : { title: summary.slice(0, 255).toWellFormed() }),
      ...(description === '' ? {} : { description }),
      inputSchema: input,
      ...(output ? { outputSchema: output } : {}),
      annotations: annotationsOf(operation),
    };
    return {
      name,
      operation,
      parameters,
      definition: Buffer.from(JSON.stringify(definition)),
      inputSchema: Buffer.from(JSON.stringify(input)),
      hasOutputSchema: output !== null,
    };
  }

  private converted<T>(direction: Direction, convert: (converter: SchemaConverter) => T): T {
    const converter = new SchemaConverter(this.document, this.cycles, direction);
    try {
      return convert(converter);
    } finally {
      this.schemasConverted += converter.nodes;
    }
  }

  /** A result may do without a description; a document that is otherwise in order is not refused for it. */
  private outputSchema(operation: Operation): ReturnType<typeof outputSchema> {
    try {
      return this.converted('answer', (converter) => outputSchema(converter, this.document, operation));
    } catch (error) {
      if (error instanceof OpenApiFault) return null;
      throw error;
    }
  }
}

function descriptionOf({ summary, description, isDeprecated }: Operation): string {
  const parts = [isDeprecated ? 'Deprecated.' : null, summary, description === summary ? null : description];
  const text = parts.filter((part) => part !== null && part.trim() !== '').join('\n\n');
  return text.slice(0, DESCRIPTION_CHARS_MAX).toWellFormed();
}

/** Hints of HTTP itself (RFC 9110, section 9.2): what is safe, and what may be repeated. */
function annotationsOf({ method }: Operation): Record<string, boolean> {
  if (method === 'GET' || method === 'HEAD') return { readOnlyHint: true };
  if (method === 'DELETE') return { readOnlyHint: false, destructiveHint: true, idempotentHint: true };
  return method === 'PUT' ? { readOnlyHint: false, idempotentHint: true } : { readOnlyHint: false };
}
