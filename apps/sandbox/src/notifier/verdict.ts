import type { AttemptOutcome } from '../engine.ts';

/** What a delivery met, before anybody judged it. */
export type Delivery =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'not_sent'; readonly reason: string };

/** Most of an answer that the journal keeps, in characters. */
const KEPT = 4096;

/**
 * Judges a delivery: only HTTP 200 with exactly `SUCCESS`, blanks around it aside, counts (D-11).
 *
 * Everything else gets a sentence that says what was expected.
 */
export function judge(delivery: Delivery, url: string, duration_ms: number): AttemptOutcome {
  const { acknowledged, verdict } = sentence(delivery);
  const advice = acknowledged ? '' : portAdvice(url);
  const outcome = { acknowledged, verdict: `${verdict}${advice}`, duration_ms };
  if (delivery.kind !== 'answered') return outcome;
  return { ...outcome, status: delivery.status, response_body: delivery.body.slice(0, KEPT) };
}

function sentence(delivery: Delivery): Pick<AttemptOutcome, 'acknowledged' | 'verdict'> {
  if (delivery.kind === 'not_sent') return no(`Not sent: ${delivery.reason}`);
  if (delivery.kind === 'failed') return no(delivery.reason);
  const { status, body } = delivery;
  if (status >= 300 && status < 400) return no(`HTTP ${status}: redirects are not followed.`);
  if (status === 401 || status === 403) return no(`HTTP ${status}. ${SIGNATURE_ADVICE}`);
  if (status !== 200) return no(`HTTP ${status}; only HTTP 200 acknowledges.`);
  if (body.trim() === 'SUCCESS') return { acknowledged: true, verdict: 'Acknowledged.' };
  return no(`HTTP 200, but the body was ${quoted(body)}; exactly SUCCESS is expected.`);
}

function no(verdict: string): Pick<AttemptOutcome, 'acknowledged' | 'verdict'> {
  return { acknowledged: false, verdict };
}

function quoted(body: string): string {
  const text = body.length > 60 ? `${body.slice(0, 60)}…` : body;
  return text === '' ? 'empty' : JSON.stringify(text);
}

/** A receiver that refuses a genuine signature nearly always verifies other bytes, or with another key. */
const SIGNATURE_ADVICE =
  'If it did not believe the signature: X-QF-SIGN is MD5 of the raw body followed by the client key; verify the bytes before any JSON parser touches them.';

/** QFPay, Asynchronous Notifications: production calls ports 80 and 443 only. */
function portAdvice(url: string): string {
  const port = URL.canParse(url) ? new URL(url).port : '';
  return port === '' ? '' : ` (Production would never call port ${port}, only 80 and 443.)`;
}
