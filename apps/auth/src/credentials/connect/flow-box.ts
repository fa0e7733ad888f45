import type { SecretBox } from '@gatewayops/service';

/** Seals what is kept for minutes only, and so never in Vault. */
export const FLOW_BOX = Symbol('FLOW_BOX');
export type FlowBox = Pick<SecretBox, 'seal' | 'open'>;
