import { create } from 'zustand';
import { messageOf } from './error-state';

interface ToastMessage {
  id: number;
  tone: 'ok' | 'bad';
  text: string;
}
const SHOWN_MAX = 4;

/** What was said and is not gone yet. */
export const useToasts = create<{ toasts: readonly ToastMessage[] }>(() => ({ toasts: [] }));
let lastId = 0;

/** Says that something was done: `toast('Key revoked')`. */
export function toast(text: string, tone: ToastMessage['tone'] = 'ok'): void {
  lastId += 1;
  const added = { id: lastId, tone, text };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, added].slice(-SHOWN_MAX) }));
}

/** Says why something was not done: the `onError` of a change. */
export const toastError = (error: unknown): void => toast(messageOf(error), 'bad');

export const dropToast = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
