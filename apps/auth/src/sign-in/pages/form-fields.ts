import { z } from 'zod';
import { ReturnPath } from '../../pages/return-path.js';

/** Fields of forms. What is not an address goes on as an empty one, for the page to say so. */
export const EmailField = z.string().trim().toLowerCase().pipe(z.email().max(255)).catch('');
export const Token = z.string().max(128);
const CODE_LENGTH_MAX = 64;
const PASSKEY_LENGTH_MAX = 65_536;

export const ReturnQuery = z.object({ return_to: ReturnPath });
export type ReturnQuery = z.infer<typeof ReturnQuery>;
export const EmailQuery = z.object({ email: EmailField });
export type EmailQuery = z.infer<typeof EmailQuery>;
export const TokenQuery = z.object({ token: Token.catch('') });
export type TokenQuery = z.infer<typeof TokenQuery>;

export const EmailForm = z.object({ email: EmailField, return_to: ReturnPath });
export type EmailForm = z.infer<typeof EmailForm>;
export const PasswordForm = EmailForm.extend({ password: z.string().max(1_024) });
export type PasswordForm = z.infer<typeof PasswordForm>;
export const PasskeyForm = z.object({ response: z.string().max(PASSKEY_LENGTH_MAX), return_to: ReturnPath });
export type PasskeyForm = z.infer<typeof PasskeyForm>;
export const TokenForm = z.object({ token: Token, return_to: ReturnPath });
export type TokenForm = z.infer<typeof TokenForm>;
export const NewPasswordForm = z.object({ token: Token, password: z.string().max(1_024) });
export type NewPasswordForm = z.infer<typeof NewPasswordForm>;
export const CodeForm = z.object({ code: z.string().trim().max(CODE_LENGTH_MAX) });
export type CodeForm = z.infer<typeof CodeForm>;
export const SetUpTotpForm = CodeForm.extend({ sealed: z.string().max(4_096) });
export type SetUpTotpForm = z.infer<typeof SetUpTotpForm>;

const PasskeyName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u)
  .catch('Passkey');
export const NewPasskeyForm = z.object({ response: z.string().max(PASSKEY_LENGTH_MAX), name: PasskeyName });
export type NewPasskeyForm = z.infer<typeof NewPasskeyForm>;
export const RenamePasskeyForm = z.object({ id: z.uuid(), name: PasskeyName });
export type RenamePasskeyForm = z.infer<typeof RenamePasskeyForm>;
/** Of a session, whose id is no UUID. */
export const SessionForm = z.object({ id: z.string().max(64) });
export type SessionForm = z.infer<typeof SessionForm>;
export const RemovePasskeyForm = z.object({ id: z.uuid() });
export type RemovePasskeyForm = z.infer<typeof RemovePasskeyForm>;
export const OrganizationForm = z.object({ organization_id: z.uuid(), return_to: ReturnPath });
export type OrganizationForm = z.infer<typeof OrganizationForm>;
