import { GatewayOpsError } from '@gatewayops/contracts';

interface Flight<T> {
  startedAtMs: number;
  result: Promise<T>;
}

/** Later callers ask anew, so that none is answered with what was true long before it came. */
const JOINABLE_MS = 500;
const FLIGHTS_MAX = 1_024;

/** Lets callers that ask the same at the same time share one answer. */
export class SingleFlights<T> {
  private readonly flights = new Map<string, Flight<T>>();
  private underWay = 0;

  /**
   * The result of `start`, or of a call of it for `key` that is at most 500 ms old.
   * @throws GatewayOpsError `auth_unavailable` (as a rejection) where 1,024 are under way
   */
  join(key: string, nowMs: number, start: () => Promise<T>): Promise<T> {
    const flight = this.flights.get(key);
    if (flight !== undefined && nowMs - flight.startedAtMs < JOINABLE_MS) return flight.result;
    if (this.underWay >= FLIGHTS_MAX) return Promise.reject(new GatewayOpsError('auth_unavailable'));
    this.underWay++;
    const begun: Flight<T> = { startedAtMs: nowMs, result: start() };
    this.flights.set(key, begun);
    const end = () => {
      this.underWay--;
      if (this.flights.get(key) === begun) this.flights.delete(key);
    };
    begun.result.then(end, end);
    return begun.result;
  }
}
