import { config } from 'zod/v4/core';

// The page's policy forbids making code of text, and the browser's console would tell of each try.
config({ jitless: true });
