import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import { isDurable } from './durable.ts';
import { property } from './property.ts';
import { RECEIPT_STATES, type Receipt } from './receipt.ts';

/** An answer to a delivery. */
export interface Acknowledgement {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The answer to a delivery. `200` with `SUCCESS` stops the gateway for ever, so it takes the proof of
 * an inbox; whatever has none is `FAIL`, and the gateway comes again (QFPay, Asynchronous Notifications).
 */
export function acknowledgement(receipt: Receipt): Acknowledgement {
  if ('durable' in receipt && isDurable(receipt.durable)) return SUCCESS;
  const { status, closes } = refusal(receipt);
  const headers = {
    ...TEXT,
    ...(closes === true ? { Connection: 'close' } : {}),
    ...(receipt.state === 'wrong_method' ? { Allow: 'POST' } : {}),
  };
  return { status, body: failure(receipt), headers };
}

const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' } as const;

const SUCCESS: Acknowledgement = { status: 200, body: 'SUCCESS', headers: TEXT };

/** Writes the answer, unless the sender is gone or somebody has answered before. */
export function acknowledge(response: ServerResponse, receipt: Receipt): void {
  if (property(response, 'headersSent')) return;
  if (receipt.state === 'aborted') {
    response.destroy();
    return;
  }
  const { status, body, headers } = acknowledgement(receipt);
  // Express gives every response another prototype, and a property added to such an object costs more than all of this.
  if (property(response, 'statusCode') !== status) response.statusCode = status;
  const setHeader = property(response, 'setHeader');
  for (const name of Object.keys(headers)) setHeader.call(response, name, headers[name] as string);
  // Node would count by itself, and take longer for it.
  setHeader.call(response, 'Content-Length', Buffer.byteLength(body));
  (property(response, 'end') as (text: string) => void).call(response, body);
}

/** A state that needs a proof and has none was not reached. */
function refusal({ state }: Receipt): { status: number; closes?: boolean } {
  const row = RECEIPT_STATES[state];
  return row.status === 200 ? RECEIPT_STATES.failed : row;
}

/** Only a mistake in the merchant's own wiring is explained to whoever calls. */
function failure({ state, sentence }: Receipt): string {
  return state === 'body_consumed' ? `FAIL\n${sentence}\n` : 'FAIL';
}
