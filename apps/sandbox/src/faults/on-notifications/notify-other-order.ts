import type { NotificationFault } from '../notification-fault.ts';

/** Genuine, and about an order that the merchant does not know. */
export const notifyOtherOrder: NotificationFault = {
  says: 'out_trade_no and syssn are those of nobody, properly signed',
  plan: ({ message, signed }) => {
    const body = message.body
      .replace(/"out_trade_no": "([^"]*)"/, '"out_trade_no": "$1-NOBODY"')
      .replace(/"syssn": "\d{4}/, '"syssn": "1999');
    return { waves: [[signed(body)]] };
  },
};
