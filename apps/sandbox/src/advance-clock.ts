import type { Advance, Engine, Step } from './engine.ts';

/** Moves time on, and writes down that it moved; resolves when every delivery it caused has finished. */
export async function advanceClock(engine: Engine, step: Step): Promise<Advance> {
  const advance = await engine.clock.advance(step);
  const { from, to } = advance;
  if (to > from) await engine.execute({ type: 'record_advance', from, to });
  return advance;
}
