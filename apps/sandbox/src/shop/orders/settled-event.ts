/** A notification that the shop has finished with. */
export interface SettledEvent {
  /** Names the event; every delivery of it has the same. */
  readonly key: string;
  /** Of what it said about money. */
  readonly fingerprint: string;
  /** Why it was set aside for people; null for one that had its effect. */
  readonly reason: string | null;
  /** What was set aside; null for one that had its effect. */
  readonly body: string | null;
}
