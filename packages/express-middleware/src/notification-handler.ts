import { type Acknowledgement, acknowledgement } from './acknowledgement.ts';
import { addressRule } from './address-rule.ts';
import { isPlainBody } from './body-rules.ts';
import { merchantOf } from './merchant-of.ts';
import {
  type NotificationOptions,
  type NotificationSettings,
  notificationSettings,
} from './notification-options.ts';
import { OptionRules } from './option-rules.ts';
import { Patience } from './patience.ts';
import type { Delivery } from './read-delivery.ts';
import { isRefusal, type Receipt } from './receipt.ts';
import { type EndpointControls, Receiving } from './receiving.ts';
import { webBody } from './web-body.ts';

/** Options of {@link notificationHandler}. */
export interface WebNotificationOptions<Tx> extends NotificationOptions<Tx, Request> {
  /** Addresses and networks (`203.0.113.0/24`) that may deliver; needs `addressOf`. */
  readonly allowFrom?: readonly string[] | undefined;
  /** The sender's address, which a web `Request` does not know. Trust a forwarding header only from your own proxy. */
  readonly addressOf?: ((request: Request) => string | undefined) | undefined;
}

/** A web handler that can be drained and counts. */
export type NotificationWebHandler = ((request: Request) => Promise<Response>) & EndpointControls;

/**
 * Receives the gateway's notifications where requests are web `Request`s: Next.js, Hono, Bun, Deno.
 *
 * Same options and same answers as `notifications()`. Throws {@link MiddlewareError} `ERR_QF_OPTIONS` at start.
 *
 * @example
 * export const POST = notificationHandler({ clientKey: clientKey(secret), inbox, expect, onPayment });
 */
export function notificationHandler<Tx>(
  options: WebNotificationOptions<Tx>,
): NotificationWebHandler {
  const settings = notificationSettings<Tx, Request>(options, ['allowFrom', 'addressOf']);
  const { allowFrom, addressOf } = options;
  const rules = new OptionRules('notificationHandler()', options);
  rules.functions('addressOf');
  if (allowFrom !== undefined && addressOf === undefined) {
    rules.fail('allowFrom needs addressOf, which tells the sender.');
  }
  const isAllowed = addressRule(allowFrom, (request: Request) => addressOf?.(request));
  const receiving = new Receiving(settings);
  const handler = async (request: Request): Promise<Response> => {
    const read = async (): Promise<Delivery | Receipt> =>
      isAllowed(request) ? deliveryOf(request, settings) : { state: 'wrong_address' };
    return responseOf(acknowledgement(await receiving.receive(read)));
  };
  return Object.assign(handler, receiving.controls);
}

async function deliveryOf<Tx>(
  request: Request,
  settings: NotificationSettings<Tx, Request>,
): Promise<Delivery | Receipt> {
  if (request.method !== 'POST') return { state: 'wrong_method' };
  const { headers } = request;
  if (!isPlainBody(headers.get('content-encoding'), headers.get('content-type'))) {
    return { state: 'wrong_encoding' };
  }
  const reading = await webBody(request, settings);
  if (reading.state !== 'read') return reading;
  const patience = new Patience(settings.clock);
  const merchant = await merchantOf(request, settings.keyFor, patience);
  if (isRefusal(merchant)) return merchant;
  const signature = headers.get('x-qf-sign') ?? undefined;
  const { clientKey: keys, account } = merchant;
  return { body: reading.bytes, signature, keys, account, patience };
}

function responseOf({ status, body, headers }: Acknowledgement): Response {
  return new Response(body, { status, headers });
}
