/** What is needed of an `AbortSignal`, which costs several microseconds to make: callers may hand in something lighter. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
