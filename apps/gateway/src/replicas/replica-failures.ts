import { GatewayOpsError } from '@gatewayops/contracts';

/**
 * The replica is no more, or never got to know of the request: nothing was done, and another may do it. `certain` where the
 * process is known to have ended, and does not only not answer.
 */
export class ReplicaGone extends GatewayOpsError {
  constructor(
    readonly certain: boolean,
    cause?: unknown,
  ) {
    super('service_unavailable', {
      message: 'The gateway replica that has this open is gone. Repeat the request.',
      retryAfterSeconds: 1,
      cause,
    });
    this.name = 'ReplicaGone';
  }
}

/** The replica went away, or fell silent, while it worked: nobody knows how far it came. */
export class ReplicaLost extends GatewayOpsError {
  constructor(cause?: unknown) {
    super('service_unavailable', {
      message: 'The gateway replica that worked on this went away. Repeat the request where that does no harm.',
      retryAfterSeconds: 1,
      cause,
    });
    this.name = 'ReplicaLost';
  }
}

/** What was taken for the owner is it no more: nothing was done, and the one that is can be asked for. */
export class NotOwner extends GatewayOpsError {
  constructor() {
    super('service_unavailable', {
      message: 'The gateway replica that has this open changed. Repeat the request.',
      retryAfterSeconds: 1,
    });
    this.name = 'NotOwner';
  }
}
