export { CurrentActor, SYSTEM_ACTOR, type Actor } from '@gatewayops/access';
