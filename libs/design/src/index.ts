/** Which theme somebody chose, on the dashboard; readable by its scripts, and by all pages of the origin. */
export const THEME_COOKIE = 'gwo_theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme that a cookie names; whatever else it says, the system's. */
export const themeOf = (text: string | undefined): Theme => THEMES.find((theme) => theme === text) ?? 'system';
