import { GatewayOpsError } from '@gatewayops/contracts';

/** 400 `bad_request`: the body ended before its end. */
export const bodyCutOff = (): GatewayOpsError =>
  new GatewayOpsError('bad_request', { message: 'The request body was cut off.' });

/** 413 `payload_too_large`. */
export const bodyTooLarge = (bytesMax: number): GatewayOpsError =>
  new GatewayOpsError('payload_too_large', { message: `The request body is larger than ${bytesMax} bytes.` });
