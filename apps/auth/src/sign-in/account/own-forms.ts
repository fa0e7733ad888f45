import { z } from 'zod';

export const OwnPasswordForm = z.object({ password: z.string().max(1_024) });
export type OwnPasswordForm = z.infer<typeof OwnPasswordForm>;
