/** Below the gateway's own port. */
export const PATH_PREFIX = '/internal/v1/replicas/';
/** What gateways call themselves in the tokens that they sign for each other. */
export const AUDIENCE = 'gateway';
/** A replica that works on a request says so now and then; one that is silent for longer counts as lost. */
export const SILENCE_MS_MAX = 15_000;

export const pathOf = (replicaId: string, kind: string): string => `${PATH_PREFIX}${replicaId}/${kind}`;
