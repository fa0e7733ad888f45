/** One thing that is wrong with a document. */
export interface OpenApiProblem {
  /** JSON pointer into the document; empty for the whole. */
  pointer: string;
  problem: string;
}

/** Thrown where one thing is found to be wrong. */
export class OpenApiFault extends Error implements OpenApiProblem {
  override readonly name = 'OpenApiFault';

  constructor(
    readonly pointer: string,
    readonly problem: string,
  ) {
    super(pointer === '' ? problem : `${pointer}: ${problem}`);
  }
}

/** All that was found wrong with a document, in its order, up to a limit. */
export class OpenApiFaults extends Error {
  override readonly name = 'OpenApiFaults';

  constructor(readonly faults: readonly OpenApiProblem[]) {
    super('the OpenAPI document cannot be used');
  }
}
