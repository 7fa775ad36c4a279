import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { acknowledge } from './acknowledgement.ts';
import { addressRule } from './address-rule.ts';
import { isPlainBody } from './body-rules.ts';
import { merchantOf } from './merchant-of.ts';
import {
  type NotificationOptions,
  type NotificationSettings,
  notificationSettings,
} from './notification-options.ts';
import { Patience } from './patience.ts';
import { property } from './property.ts';
import { rawBody } from './raw-body.ts';
import type { Delivery } from './read-delivery.ts';
import { isRefusal, type Receipt } from './receipt.ts';
import { type EndpointControls, Receiving } from './receiving.ts';

/** Options of {@link notifications}. */
export interface ExpressNotificationOptions<Tx> extends NotificationOptions<Tx, Request> {
  /**
   * Addresses and networks (`203.0.113.0/24`) that may deliver; everybody who signs may, by default. Asks Express for
   * the sender's address, so set `trust proxy` to your proxies, or every sender is the proxy.
   */
  readonly allowFrom?: readonly string[] | undefined;
}

/** A request handler that can be drained and counts. */
export type NotificationMiddleware = RequestHandler & EndpointControls;

/**
 * Receives the gateway's notifications in Express 4.18 and 5: each genuine event has one effect.
 *
 * Mount it before any body parser. Throws {@link MiddlewareError} `ERR_QF_OPTIONS` at start; afterwards every delivery
 * is answered, with `200 SUCCESS` only for what the inbox has settled.
 *
 * @example
 * app.post('/qfpay/notify', notifications({
 *   clientKey: clientKey(secret),
 *   inbox: memoryInbox(),
 *   expect: (event) => orders.find(event.out_trade_no),
 *   onPayment: (event) => orders.markPaid(event.out_trade_no, event.syssn),
 * }));
 */
export function notifications<Tx>(options: ExpressNotificationOptions<Tx>): NotificationMiddleware {
  const settings = notificationSettings<Tx, Request>(options, ['allowFrom']);
  const isAllowed = addressRule(options.allowFrom, senderOf);
  const receiving = new Receiving(settings);
  const answer = async (request: Request, response: Response) => {
    const read = () => deliveryOf(request, settings, isAllowed);
    acknowledge(response, await receiving.receive(read));
  };
  const middleware: RequestHandler = (request, response, next: NextFunction) => {
    answer(request, response).catch(next);
  };
  return Object.assign(middleware, receiving.controls);
}

async function deliveryOf<Tx>(
  request: Request,
  settings: NotificationSettings<Tx, Request>,
  isAllowed: (request: Request) => boolean,
): Promise<Delivery | Receipt> {
  if (!isAllowed(request)) return { state: 'wrong_address' };
  if (request.method !== 'POST') return { state: 'wrong_method' };
  const headers = property(request, 'headers');
  if (!isPlainBody(headers['content-encoding'], headers['content-type'])) {
    return { state: 'wrong_encoding' };
  }
  const reading = await rawBody(request, settings);
  if (reading.state !== 'read') return reading;
  const patience = new Patience(settings.clock);
  const merchant = await merchantOf(request, settings.keyFor, patience);
  if (isRefusal(merchant)) return merchant;
  const header = headers['x-qf-sign'];
  const signature = typeof header === 'string' ? header : undefined;
  const { clientKey: keys, account } = merchant;
  return { body: reading.bytes, signature, keys, account, patience };
}

function senderOf({ ip, socket }: Request): string | undefined {
  return ip ?? socket.remoteAddress;
}
