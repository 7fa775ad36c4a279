import { isPace, PACES, type Pace, rateOf } from './clock/pace.ts';
import type { Engine } from './engine.ts';
import { SandboxError } from './sandbox-error.ts';

/** Lets time pass at another pace from this moment on, and writes that down where it is one. */
export async function changePace(engine: Engine, pace: Pace): Promise<void> {
  if (!isPace(pace)) {
    const sentence = `clock: expected ${PACES}. Received: ${pace}`;
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
  }
  const rate = rateOf(pace);
  if (rate === engine.clock.rate) return;
  await engine.clock.change(rate);
  await engine.execute({ type: 'record_pace', rate });
}
