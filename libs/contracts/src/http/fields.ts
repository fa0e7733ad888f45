import { z } from 'zod';

/** A name that people read: not empty, no control characters, no white space around it. */
export const DisplayName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^\P{Cc}*$/u, 'control characters are not allowed');

/** The part of an address or a file name that stands for something. */
export const Slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/,
    'use 1 to 100 of a-z, 0-9 and `-`, beginning and ending with a letter or digit',
  );

const SETTINGS_CHARACTERS_MAX = 16_384;

/** Free-form settings of whoever uses the API; bounded, and never read by GatewayOps itself. */
export const Settings = z
  .record(z.string().max(100), z.json())
  .refine((value) => JSON.stringify(value).length <= SETTINGS_CHARACTERS_MAX, 'at most 16,384 characters as JSON');

/** An IPv4 or IPv6 address, or a CIDR range. */
export const AddressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'use an address or a CIDR range');

/** ISO 8601 in UTC with milliseconds. */
export const Timestamp = z.iso.datetime();
