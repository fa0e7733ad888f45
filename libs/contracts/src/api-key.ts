/** `gwo_{env}_{base62 of 32 random bytes}`: 43 characters of base62. Specification: Authentication Architecture. */
export const API_KEY_PATTERN = /^gwo_[a-z]{2,16}_[A-Za-z0-9]{43}$/;
/** How much of a key is kept in the clear to recognise it by. */
export const API_KEY_PREFIX_LENGTH = 12;
