import { SandboxError } from '../sandbox-error.ts';
import { FAULT_TARGETS } from './fault-rule.ts';
import { type Scenario, steeringOf } from './scenario.ts';
import type { Steering } from './steering.ts';

/** Something for the next call of one kind. */
export interface NextCall extends Scenario {
  /** An operation, or `any`. */
  readonly on: string;
}

/** Scenarios that happen once each, in the order in which they were queued. */
export class OneShotQueue {
  #queue: (NextCall & { readonly steering: Steering })[] = [];

  /** Throws `ERR_QF_SANDBOX_OPTION` for what makes no sense. */
  add(next: NextCall): NextCall {
    const { on, ...scenario } = Object(next) as NextCall;
    const targets = FAULT_TARGETS.filter((target) => target !== 'notification');
    if (!targets.some((target) => target === on)) {
      const sentence = `next on: expected ${targets.join(', ')}. Received ${JSON.stringify(on)}.`;
      throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
    }
    this.#queue.push({ ...next, steering: steeringOf(scenario, 'next') });
    return next;
  }

  list(): readonly NextCall[] {
    return this.#queue.map(({ steering: _read, ...next }) => next);
  }

  take(operation: string): Steering | undefined {
    const index = this.#queue.findIndex(({ on }) => on === operation || on === 'any');
    const [found] = index < 0 ? [] : this.#queue.splice(index, 1);
    return found?.steering;
  }

  clear(): void {
    this.#queue = [];
  }
}
