import { type Notification, parseNotification } from '@qf/protocol';
import { type Keyring, type SignatureError, verifyBody } from '@qf/signing';
import type { Patience } from './patience.ts';
import type { Refusal } from './receipt.ts';

/** What is verified and read. */
export interface SignedBody {
  /** The bytes that came. */
  readonly body: Uint8Array;
  /** The header `X-QF-SIGN`. */
  readonly signature: string | undefined;
  readonly keys: Keyring;
}

/** One delivery, free of any framework. */
export interface Delivery extends SignedBody {
  /** Whose inbox it belongs to. */
  readonly account: string;
  /** What is left of the time for all questions about it. */
  readonly patience: Patience;
}

/** A genuine, readable delivery, or the refusal. */
export type DeliveryReading =
  | { readonly state: 'genuine'; readonly event: Notification }
  | Refusal<'forged' | 'no_key' | 'unreadable'>;

const OPENING_BRACE = 0x7b;

/**
 * Verifies the bytes, then reads them; nothing is parsed before the signature fits.
 *
 * The content type is not judged, because the signature covers the bytes. A signature may also be one over a
 * checkout address or a form, made with the same key: what does not begin with `{` is no notification.
 */
export function readDelivery({ body, signature, keys }: SignedBody): DeliveryReading {
  try {
    verifyBody(body, signature, keys);
  } catch (error) {
    if (!isSignatureError(error)) return { state: 'no_key', error };
    return { state: 'forged', reason: error.reason };
  }
  if (body[0] !== OPENING_BRACE) {
    const sentence =
      'The signature fits, but the body does not begin with "{". Somebody may be posting a signed checkout address or form to the notification address.';
    return { state: 'unreadable', reason: 'not_json', sentence };
  }
  try {
    const event = parseNotification(body);
    return saysItsKind(event) ? { state: 'genuine', event } : KINDLESS;
  } catch (error) {
    return { state: 'unreadable', error };
  }
}

/**
 * Every notification names its kind, the card form as `order_type` (QFPay, Asynchronous Notifications); a kind that
 * nobody knows is a kind. A reply has neither, is signed in the same way, and may hold words of whoever asked.
 */
function saysItsKind({ raw }: Notification): boolean {
  return isWord(raw['notify_type']) || isWord(raw['order_type']);
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

const KINDLESS = {
  state: 'unreadable',
  reason: 'no_type',
  sentence:
    'The signature fits, but the body has neither notify_type nor order_type. Somebody may be posting a signed reply to the notification address.',
} as const;

/** By code, because `instanceof` fails between two copies of a package. */
function isSignatureError(error: unknown): error is SignatureError {
  return error instanceof Error && (error as { code?: unknown }).code === 'ERR_QF_SIGNATURE';
}
