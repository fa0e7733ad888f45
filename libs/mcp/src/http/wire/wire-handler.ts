/** The headers of an answer. Only to be read until `onResponseStart` returns: the bytes behind them are then used again. */
export interface WireHeaders {
  /** The first value of the header, without the whitespace around it; null when it is not there. @param name in lower case */
  get(name: string): string | null;
}

/** What the one who asks can do while the answer comes; without effect once it has ended. */
export interface WireController {
  /** Holds the server back. What has been read already still comes. */
  pause(): void;
  resume(): void;
  /** Ends the request, wherever it is; `onResponseError` is called with the reason before this returns. */
  abort(reason: Error): void;
}

/**
 * One request's ears. `onRequestStart` comes first and at once (unless the request cannot be sent), then `onResponseStart`, `onResponseData` as often as it takes,
 * and one of `onResponseEnd` and `onResponseError` last; an error can come at any time, also before `dispatch` has returned.
 */
export interface WireHandler {
  onRequestStart(controller: WireController): void;
  /** Never of 1xx. */
  onResponseStart(controller: WireController, status: number, headers: WireHeaders): void;
  /** @param chunk the handler's own from now on */
  onResponseData(controller: WireController, chunk: Buffer): void;
  onResponseEnd(controller: WireController): void;
  /** Must not throw. @param controller null when the request could not be sent at all */
  onResponseError(controller: WireController | null, error: Error): void;
}
