/** A legacy server's result as a modern client needs it: `resultType`, and `ttlMs`/`cacheScope` where the method's results have them, added unless there. */
export declare function asModernResult(method: string, result: Buffer): Buffer;
/** A modern server's result as a legacy client knows it: without `resultType`, `ttlMs` and `cacheScope`. */
export declare function asLegacyResult(method: string, result: Buffer): Buffer;
