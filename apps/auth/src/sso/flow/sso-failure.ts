/**
 * A sign-in that a provider's answer did not give. The person reads no more than that it failed: which check refused a forgery,
 * or whether something could be decrypted, is for the log and the administrator's test.
 */
export class SsoFailure extends Error {
  override readonly name = 'SsoFailure';

  /** @param reason in words for the organisation's administrator; never a secret */
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
