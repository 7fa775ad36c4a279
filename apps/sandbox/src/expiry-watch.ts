import { type Engine, isUnpaid, type Transaction } from './engine.ts';

/** Lets unpaid orders lapse when their time is over; those of the journal too. Returns how to stop. */
export function watchExpiry(engine: Engine): () => void {
  const planned = new Map<string, () => void>();
  const plan = (transaction: Transaction | undefined) => {
    if (transaction === undefined || !isUnpaid(transaction)) return;
    const { syssn, expires_at } = transaction;
    const lapse = async () => {
      planned.delete(syssn);
      await engine.execute({ type: 'expire', syssn });
    };
    planned.set(syssn, engine.clock.schedule(expires_at, lapse, `expire ${syssn}`));
  };
  const forget = (syssn: string) => {
    planned.get(syssn)?.();
    planned.delete(syssn);
  };
  const forgetAll = () => {
    for (const syssn of [...planned.keys()]) forget(syssn);
  };

  const planAll = () => {
    forgetAll();
    for (const transaction of engine.state().transactions.values()) plan(transaction);
  };

  planAll();
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === 'sandbox.reset' || event.type === 'sandbox.restored') planAll();
    if (event.type === 'payment.created') plan(engine.state().findBySyssn(event.syssn));
    else if (ENDS.has(event.type) && 'syssn' in event) forget(event.syssn);
  });
  return () => {
    unsubscribe();
    forgetAll();
  };
}

/** After these nothing is left to expire. */
const ENDS: ReadonlySet<string> = new Set([
  'payment.paid',
  'payment.frozen',
  'payment.failed',
  'payment.expired',
  'payment.closed',
  'payment.reversed',
]);
