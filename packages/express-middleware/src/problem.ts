import { emitWarning } from 'node:process';
import type { Notification } from '@qf/protocol';
import { errorText } from './error-text.ts';
import { needsPeople, type Receipt, type ReceiptState } from './receipt.ts';

/** Something about a notification that needs people. */
export interface Problem {
  /** How the delivery ended, such as `set_aside`, `unknown_order`, `conflict` or `handler_failed`. */
  readonly kind: ReceiptState;
  /** Why, as a word: `amount`, `currency`, `mchid`, `syssn`, `unhandled` …; absent where the kind says all. */
  readonly reason: string | undefined;
  /** What happened and what to do. */
  readonly sentence: string;
  /** The notification, where it could be read. It holds what the customer bought: keep it out of public logs. */
  readonly event: Notification | undefined;
  /** The inbox key. */
  readonly key: string | undefined;
  /** The merchant it came for, by `account` or `keyFor`; known as far as the notification could be read. */
  readonly account: string | undefined;
  /** What was thrown. */
  readonly error: unknown;
}

/** Told about problems. What it throws changes nothing. */
export type OnProblem = (problem: Problem) => unknown;

/** What a problem means when nobody knew better. */
const SENTENCES: Partial<Record<ReceiptState, string>> = {
  set_aside:
    'This notification was set aside before, and has come again. Nothing was handled; look at it.',
  not_durable:
    'This notification is nobody’s to handle, and the inbox cannot keep it. The gateway will come again.',
  inbox_unreachable: 'The inbox could not be asked. Is its server up? The gateway will come again.',
  handler_failed: 'The handler threw. Nothing was remembered; the gateway will come again.',
  handler_timeout:
    'The handler took too long. The gateway was told to come again; look at handlerTimeout.',
  lease_lost: 'The claim on this notification was lost while it was handled. It will come again.',
  commit_unknown:
    'The handler was done, but whether that is remembered is not known. The next delivery finds out.',
  conflict:
    'A notification with this identity but other content was handled before. Compare both with a query.',
  unreadable: 'A genuine notification could not be read.',
  no_key: 'There is no client key for this request. Look at keyFor().',
  failed: 'Receiving a notification failed unexpectedly. The gateway will come again.',
};

/** Tells people about a delivery that ended badly. Never throws. */
export function reportProblem(receipt: Receipt, onProblem: OnProblem = warn): void {
  if (!needsPeople(receipt.state)) return;
  const { state: kind, reason, event, key, account, error } = receipt;
  const sentence = receipt.sentence ?? SENTENCES[kind] ?? kind;
  try {
    const told: unknown = onProblem({ kind, reason, sentence, event, key, account, error });
    // A hook that rejects is not an unhandled rejection of ours.
    Promise.resolve(told).catch(() => {});
  } catch {
    // The outcome stands whatever a hook does.
  }
}

function warn({ kind, reason, sentence, event, error }: Problem): void {
  const word = reason === undefined ? kind : `${kind}/${reason}`;
  const about = event === undefined ? '' : ` (${event.type})`;
  const said = error instanceof Error ? errorText(error) : '';
  const cause = sentence.includes(said) ? '' : ` ${said}`;
  emitWarning(`${word}${about}: ${sentence}${cause}`, { type: 'QFPayNotification', code: kind });
}
