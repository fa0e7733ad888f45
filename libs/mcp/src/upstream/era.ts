/** modern: 2026-07-28, every request stands alone; legacy: up to 2025-11-25, with `initialize`. */
export type McpEra = 'modern' | 'legacy';
