export * from './client.js';
export * from './cursor.js';
export { eraseOrganization } from './erase.js';
export { isUnavailable, refusalOf } from './failures.js';
export * from './insert-batch.js';
export { defineQuery, type OrganizationQuery, type QueryDefinition } from './query.js';
export * from './row-text.js';
export { applySchema, type SchemaOptions, type TableEngine } from './schema.js';
