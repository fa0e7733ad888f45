/** Revisions whose requests each stand alone, newest first. */
export const MODERN_REVISIONS = ['2026-07-28'] as const;
/** Revisions that begin with `initialize`, newest first. */
export const LEGACY_REVISIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** All of them, as JSON. */
export const SUPPORTED_VERSIONS = JSON.stringify([...MODERN_REVISIONS, ...LEGACY_REVISIONS]);

const MODERN: ReadonlySet<string> = new Set(MODERN_REVISIONS);
const LEGACY: ReadonlySet<string> = new Set(LEGACY_REVISIONS);

export const isModernRevision = (revision: string): boolean => MODERN.has(revision);
export const isLegacyRevision = (revision: string): boolean => LEGACY.has(revision);

/** What to speak with a client that asked for `requested`: that, or else our newest (2025-11-25, Lifecycle). */
export const negotiate = (requested: string | null): string =>
  requested !== null && isLegacyRevision(requested) ? requested : LEGACY_REVISIONS[0];
