export * from './api-keys.js';
export * from './mcp-servers.js';
export * from './organizations.js';
export * from './people.js';
export * from './teams.js';
export * from './virtual-servers.js';
