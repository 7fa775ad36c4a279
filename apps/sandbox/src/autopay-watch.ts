import type { Engine, Transaction } from './engine.ts';

/** Lets payments pay, and refunds complete, by themselves where their script says when. Returns how to stop. */
export function watchAutopay(engine: Engine): () => void {
  const planned = new Map<string, () => void>();
  const plan = (row: Transaction | undefined) => {
    const wait = row?.script?.pays_after_ms;
    if (row === undefined || wait === undefined || !isOpen(row)) return;
    const { syssn, kind, created_at } = row;
    const settle = async () => {
      planned.delete(syssn);
      await engine.execute({ type: kind === 'refund' ? 'complete_refund' : 'approve', syssn });
    };
    planned.set(syssn, engine.clock.schedule(created_at + wait, settle, `settle ${syssn}`));
  };
  const planAll = () => {
    for (const takeBack of planned.values()) takeBack();
    planned.clear();
    for (const row of engine.state().transactions.values()) plan(row);
  };

  planAll();
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === 'sandbox.reset' || event.type === 'sandbox.restored') planAll();
    if (event.type === 'payment.created' || event.type === 'refund.created') {
      plan(engine.state().findBySyssn(event.syssn));
    }
  });
  return () => {
    unsubscribe();
    for (const takeBack of planned.values()) takeBack();
  };
}

function isOpen({ state }: Transaction): boolean {
  return state === 'created' || state === 'paying' || state === 'pending';
}
