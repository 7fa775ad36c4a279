import type { Engine, Payment } from '../engine.ts';

/** The payment a page's address names. */
export function findPayment(engine: Engine, token: string): Payment | undefined {
  const found = engine.state().findByToken(token);
  return found?.kind === 'payment' ? found : undefined;
}
