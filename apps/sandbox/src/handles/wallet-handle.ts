import type { Engine, Transaction } from '../engine.ts';
import { act } from './engine-calls.ts';

/** What the customer does. Rejects with `ERR_QF_SANDBOX_REFUSED` where the order's state forbids it. */
export interface WalletHandle {
  scan(id: string): Promise<Transaction>;
  /** `late`: also after the order was closed or has expired. */
  approve(id: string, how?: { readonly late?: boolean }): Promise<Transaction>;
  /** `respcd` 1205 unless another one is given. */
  decline(id: string, respcd?: string): Promise<Transaction>;
  expire(id: string): Promise<Transaction>;
  /** Ends a refund that is pending. */
  completeRefund(id: string): Promise<Transaction>;
  failRefund(id: string, respcd?: string): Promise<Transaction>;
}

/** The customer's hands. */
export function walletHandle(engine: Engine): WalletHandle {
  const why = (respcd: string | undefined) => (respcd === undefined ? {} : { respcd });
  return {
    scan: (id) => act(engine, id, (syssn) => ({ type: 'scan', syssn })),
    approve: (id, { late = false } = {}) =>
      act(engine, id, (syssn) => ({ type: 'approve', syssn, ...(late ? { late } : {}) })),
    decline: (id, respcd) =>
      act(engine, id, (syssn) => ({ type: 'decline', syssn, ...why(respcd) })),
    expire: (id) => act(engine, id, (syssn) => ({ type: 'expire', syssn })),
    completeRefund: (id) => act(engine, id, (syssn) => ({ type: 'complete_refund', syssn })),
    failRefund: (id, respcd) =>
      act(engine, id, (syssn) => ({ type: 'fail_refund', syssn, ...why(respcd) })),
  };
}
