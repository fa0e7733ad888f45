const SHORT = 8;

/** In the place of a name that nobody gave, or that who looks may not see. */
export const shortId = (id: string): string => id.slice(0, SHORT);

/** What people are called: by their name, else by their address. */
export const personName = (person: { name: string | null; email: string }): string => person.name ?? person.email;
