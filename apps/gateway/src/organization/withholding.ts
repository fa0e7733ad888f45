import { MASK } from '@gatewayops/contracts';
import type { Masking } from '@gatewayops/domain';

/** Masks all there is: for rules that cannot be used, because storing what they were to mask would be worse. */
export const WITHHOLDING: Masking = {
  maskJson: () => JSON.stringify(MASK),
  maskBody: () => Buffer.from(JSON.stringify(MASK)),
  maskText: () => MASK,
};
