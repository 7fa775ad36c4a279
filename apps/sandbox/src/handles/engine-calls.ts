import type { Command, Engine, Transaction } from '../engine.ts';
import { SandboxError } from '../sandbox-error.ts';
import { waitFor } from '../wait-for.ts';

/** Executes a command. Throws `ERR_QF_SANDBOX_REFUSED`, with `what` in its sentence, where the domain says no. */
export async function execute(
  engine: Engine,
  command: Command,
  what: string,
): Promise<Transaction | undefined> {
  const result = await engine.execute(command);
  if (result.ok) return result.transaction;
  const sentence = `${what}: ${result.respmsg} (${result.respcd}).`;
  throw new SandboxError('ERR_QF_SANDBOX_REFUSED', sentence, result.respcd);
}

/** Executes a command about the transaction with this `syssn` or `out_trade_no`. */
export async function act(
  engine: Engine,
  id: string,
  command: (syssn: string) => Command,
): Promise<Transaction> {
  const syssn = engine.state().find(id)?.syssn;
  if (syssn === undefined) throw missing('transaction', id);
  const transaction = await execute(engine, command(syssn), id);
  if (transaction === undefined) throw missing('transaction', id);
  return transaction;
}

/** Waits for what `look` finds. Throws `ERR_QF_SANDBOX_TIMEOUT` after so many real milliseconds. */
export async function found<T>(
  engine: Engine,
  look: () => T | undefined,
  { timeout_ms, what }: { readonly timeout_ms: number; readonly what: string },
): Promise<T> {
  const result = await waitFor(engine, look, timeout_ms);
  if (result !== undefined) return result;
  const sentence = `${what} did not come within ${timeout_ms / 1000} s.`;
  throw new SandboxError('ERR_QF_SANDBOX_TIMEOUT', sentence);
}

/** Nothing has this id. */
export function missing(what: string, id: string): SandboxError {
  return new SandboxError('ERR_QF_SANDBOX_NOT_FOUND', `There is no ${what} ${JSON.stringify(id)}.`);
}
