export {
  startAuthorizationServer,
  type AuthorizationServerOptions,
  type RunningAuthorizationServer,
} from './start-authorization-server.js';
export { startProtectedServer, type ProtectedServer } from './start-protected-server.js';
export { memoryAdapter } from './memory-adapter.js';
