import { defineScript } from '@gatewayops/redis';

/** Stores what was read of an organisation under the generation that it was read under. Keys: generation, place. */
export const fillUnderGeneration = defineScript(new URL('../../lua/fill-under-generation.lua', import.meta.url), 2);
