/** What RFC 7644, 3.12 says of a failure beyond its status. */
export type ScimType = 'invalidFilter' | 'uniqueness' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue';

/** A failure in the words of SCIM. */
export class ScimProblem extends Error {
  override readonly name = 'ScimProblem';

  constructor(
    readonly status: number,
    /** Null where RFC 7644 has no word for it. */
    readonly scimType: ScimType | null,
    readonly detail: string,
  ) {
    super(detail);
  }
}

export const invalid = (scimType: ScimType, detail: string): ScimProblem => new ScimProblem(400, scimType, detail);
export const notThere = (): ScimProblem =>
  new ScimProblem(404, null, 'There is no such resource in this organisation.');
