import type { Response } from 'express';
import type { Script } from '../engine.ts';

/** The answer that would have been given, and what spoils it. */
export interface Spoilable {
  readonly response: Response;
  /** Fields in the order in which they are printed. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** Its signature, content type and whatever else. */
  readonly headers: Readonly<Record<string, string>>;
  /** Prints and signs other fields as the gateway would. */
  print(fields: Readonly<Record<string, unknown>>): Pick<Spoilable, 'body' | 'headers'>;
  /** Signs another text as the gateway would. */
  sign(body: string): Readonly<Record<string, string>>;
  /** Resolves after so many real milliseconds, or when the peer is gone. */
  pause(ms: number): Promise<void>;
  readonly options: SpoilOptions;
}

/** What a rule can say about its effect. */
export interface SpoilOptions {
  readonly respcd?: string;
  readonly status?: number;
  readonly delay_ms?: number;
}

/** One way in which an answer goes wrong. */
export interface CallFault {
  readonly says: string;
  /** When it happens unless the rule says otherwise; `after` when absent. */
  readonly phase?: 'before';
  /** What it does to the order besides. */
  readonly script?: (options: SpoilOptions) => Omit<Script, 'source'>;
  readonly spoil: (answer: Spoilable) => void | Promise<void>;
}

/** Sends the answer as it is. */
export function sendWhole(
  { response }: Spoilable,
  { body, headers }: { body: string | Uint8Array; headers: Readonly<Record<string, string>> },
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
