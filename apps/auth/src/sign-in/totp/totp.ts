import { generateSecret, generateURI, verify } from 'otplib';

/** Clocks may differ by one step in either direction (RFC 6238, 5.2). */
const TOLERANCE_SECONDS = 30;
const CODE = /^\d{6}$/;

export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** The address that authenticator apps read from a QR code: SHA-1, six digits, thirty seconds, which all of them know. */
export const totpUri = (secret: string, email: string): string =>
  generateURI({ issuer: 'GatewayOps', label: email, secret });

/** The time step of a code that is right and newer than `lastStep`; null for any other. */
export async function stepOfCode(secret: string, code: string, lastStep = 0): Promise<number | null> {
  if (!CODE.test(code)) return null;
  const after = lastStep > 0 ? { afterTimeStep: lastStep } : {};
  const result = await verify({ secret, token: code, epochTolerance: TOLERANCE_SECONDS, ...after });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
