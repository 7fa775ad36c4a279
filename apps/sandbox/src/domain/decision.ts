import type { Fact } from './journal-event.ts';

/** What a command leads to: facts to write down, and the code where the answer is not a plain yes. */
export interface Decision {
  readonly facts: readonly Fact[];
  readonly refusal?: Refusal;
  /** The transaction it is about. */
  readonly syssn?: string;
}

/** The gateway's code and its text. */
export interface Refusal {
  readonly respcd: string;
  readonly respmsg: string;
}

/** What deciding needs to know besides the state and the command. */
export interface Circumstances {
  /** Virtual milliseconds. */
  readonly now: number;
  /** Path part of the pages of the `counter`th payment. */
  token(counter: number): string;
  /** Where a merchant is told when the request named no address. */
  notifyUrl(app_code: string): string | undefined;
}

/** The facts that follow. */
export function accept(syssn: string | undefined, ...facts: readonly Fact[]): Decision {
  return syssn === undefined ? { facts } : { facts, syssn };
}

/** A no, and what was noticed on the way. */
export function refuse(respcd: string, respmsg: string, noticed: readonly Fact[] = []): Decision {
  return { facts: noticed, refusal: { respcd, respmsg } };
}

/** Written down, and answered with a code other than 0000: declined at once, or still undecided. */
export function answer(syssn: string, refusal: Refusal, ...facts: readonly Fact[]): Decision {
  return { facts, refusal, syssn };
}
