export { checkOpenApiDocument } from './check-document.js';
export type { OpenApiReport } from './check-document.js';
export { OpenApiFaults } from './fault.js';
export type { OpenApiProblem } from './fault.js';
