import { REQUEST_ID_PATTERN } from '@gatewayops/contracts';
import type { Masking } from '@gatewayops/domain';
import { newRequestId } from '../record/random-ids.js';
import { stage } from './stage.js';

/** The caller's `X-Request-ID` where it is well formed and holds nothing that has to be masked, else one of ours. */
export const requestId = (masker: Masking) =>
  stage('request-id', [], ['requestId'], (call) => {
    const given = call.inbound.headers['x-request-id'];
    const taken = typeof given === 'string' && REQUEST_ID_PATTERN.test(given) && masker.maskText(given) === given;
    call.requestId = taken ? given : newRequestId();
  });
