import type { NotificationFault } from './notification-fault.ts';
import { notifyBadSignature } from './on-notifications/notify-bad-signature.ts';
import { notifyCompact } from './on-notifications/notify-compact.ts';
import { notifyConcurrent } from './on-notifications/notify-concurrent.ts';
import { notifyDuplicate } from './on-notifications/notify-duplicate.ts';
import { notifyDuplicateKeys } from './on-notifications/notify-duplicate-keys.ts';
import { notifyForgedFirst } from './on-notifications/notify-forged-first.ts';
import { notifyLate } from './on-notifications/notify-late.ts';
import { notifyLost } from './on-notifications/notify-lost.ts';
import { notifyMalformed } from './on-notifications/notify-malformed.ts';
import { notifyOtherOrder } from './on-notifications/notify-other-order.ts';
import { notifyOversized } from './on-notifications/notify-oversized.ts';
import { notifyReordered } from './on-notifications/notify-reordered.ts';
import { notifyReprinted } from './on-notifications/notify-reprinted.ts';
import { notifyTampered } from './on-notifications/notify-tampered.ts';
import { notifyTamperedFirst } from './on-notifications/notify-tampered-first.ts';
import { notifyUnsigned } from './on-notifications/notify-unsigned.ts';
import { notifyWrongAmount } from './on-notifications/notify-wrong-amount.ts';
import { notifyWrongContentType } from './on-notifications/notify-wrong-content-type.ts';

/** Everything that can go wrong with a notification, by the name that rules use. */
export const NOTIFICATION_FAULTS = {
  'notify-bad-signature': notifyBadSignature,
  'notify-compact': notifyCompact,
  'notify-concurrent': notifyConcurrent,
  'notify-duplicate': notifyDuplicate,
  'notify-duplicate-keys': notifyDuplicateKeys,
  'notify-forged-first': notifyForgedFirst,
  'notify-late': notifyLate,
  'notify-lost': notifyLost,
  'notify-malformed': notifyMalformed,
  'notify-other-order': notifyOtherOrder,
  'notify-oversized': notifyOversized,
  'notify-reordered': notifyReordered,
  'notify-reprinted': notifyReprinted,
  'notify-tampered': notifyTampered,
  'notify-tampered-first': notifyTamperedFirst,
  'notify-unsigned': notifyUnsigned,
  'notify-wrong-amount': notifyWrongAmount,
  'notify-wrong-content-type': notifyWrongContentType,
} as const satisfies Record<string, NotificationFault>;
