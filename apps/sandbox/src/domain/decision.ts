import type { Fact } from './journal-event.ts';

/** What a command leads to: facts to write down, or a code; expiry may be noticed on the way to a refusal. */
export interface Decision {
  readonly facts: readonly Fact[];
  readonly refusal?: { readonly respcd: string; readonly respmsg: string };
  /** The transaction it is about. */
  readonly syssn?: string;
}

/** What deciding needs to know besides the state and the command. */
export interface Circumstances {
  /** Virtual milliseconds. */
  readonly now: number;
  /** Path part of the pages of the `counter`th payment. */
  token(counter: number): string;
  /** Where a merchant is told when the request named no address. */
  notifyUrl(app_code: string): string | undefined;
  /** What refund notifications call themselves (U-5). */
  readonly refund_notify_type: 'refund' | 'cancel';
}

/** The facts that follow. */
export function accept(syssn: string | undefined, ...facts: readonly Fact[]): Decision {
  return syssn === undefined ? { facts } : { facts, syssn };
}

/** A no, and what was noticed on the way. */
export function refuse(respcd: string, respmsg: string, noticed: readonly Fact[] = []): Decision {
  return { facts: noticed, refusal: { respcd, respmsg } };
}
