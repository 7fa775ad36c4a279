/** Where time comes from underneath a clock; the only place that may ask the machine. */
export interface TimeSource {
  /** Virtual milliseconds that pass in a real one; 0 while time stands still. */
  readonly rate: number;
  /** Milliseconds since 1970; never less than before. */
  now(): number;
  /** Jumps forward to `time` (never back). */
  moveTo(time: number): void;
  /** Goes on from this moment at another rate, and forgets what it was asked to wake. */
  change(rate: number): void;
  /** Calls `wake` once at `due`, replacing an earlier request; does nothing when time is moved by hand. */
  wakeAt(due: number, wake: () => void): void;
  /** Takes the request back. */
  sleep(): void;
}
