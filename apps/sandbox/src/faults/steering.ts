import type { Script } from '../engine.ts';
import type { SpoilOptions } from './call-fault.ts';
import type { CallEffect } from './fault-rule.ts';

/** What a call was asked to do other than the real flow, and through which door. */
export interface Steering {
  /** `header`, `next`, `fault flt_1` or `amount 91205`. */
  readonly source: string;
  /** How the order behaves. */
  readonly script?: Omit<Script, 'source'>;
  /** How the answer goes wrong. */
  readonly effect?: CallEffect;
  readonly phase?: 'before' | 'after';
  readonly options?: SpoilOptions;
}
