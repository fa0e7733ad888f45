export { Stack, type StackOptions } from './stack/stack.js';
export { SERVICES, type EngineUrls, type ServiceName } from './stack/services.js';
export type { Report, RunningPart, StackEvent } from './stack/part.js';
export type { StackSecrets } from './stack/secrets.js';
export { freePorts, portsFrom, type PartName, type Ports } from './ports.js';
export { DEFAULT_DATA_DIR, packageFile, ROOT } from './places.js';
export { seedDemo, type Demo } from './demo/seed-demo.js';
