import type { NotificationFault } from '../notification-fault.ts';

/** Somebody changed the amount on the way; the signature is the old one. */
export const notifyTampered: NotificationFault = {
  says: 'the amount is changed and the signature is not',
  plan: ({ message, unsigned }) => ({ waves: [[unsigned(withOtherAmount(message.body))]] }),
};

/** The same notification about one minor unit more. */
export function withOtherAmount(body: string): string {
  return body.replace(/"txamt": "(\d+)"/, (_all, txamt) => `"txamt": "${Number(txamt) + 1}"`);
}
