import type { Engine, Transaction } from '../engine.ts';
import { found } from './engine-calls.ts';

/** Payments and refunds. */
export interface TransactionHandle {
  list(): readonly Transaction[];
  get(id: string): Transaction | undefined;
  /** Resolves when it is in that state. Rejects with `ERR_QF_SANDBOX_TIMEOUT` after 5 real seconds unless told. */
  waitFor(id: string, state: Transaction['state'], timeout_ms?: number): Promise<Transaction>;
}

/** The rows of the engine's book. */
export function transactionHandle(engine: Engine): TransactionHandle {
  return {
    list: () => [...engine.state().transactions.values()],
    get: (id) => engine.state().find(id),
    waitFor: (id, state, timeout_ms = 5000) => {
      const look = () => {
        const row = engine.state().find(id);
        return row?.state === state ? row : undefined;
      };
      return found(engine, look, { timeout_ms, what: `${id}: ${state}` });
    },
  };
}
