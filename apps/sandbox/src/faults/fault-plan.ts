import { type FaultRule, readFaultRule } from './fault-rule.ts';
import { matchesNumber } from './number-pattern.ts';
import { seededChance } from './seeded-chance.ts';

/** A rule in the plan. */
export interface PlannedFault extends FaultRule {
  readonly id: string;
  /** How many calls it matched, and how often it went off. */
  readonly matched: number;
  readonly fired: number;
}

/** What a fault is asked about. */
export interface FaultOccasion {
  readonly on: string;
  readonly app_code: string;
  readonly out_trade_no: string;
  readonly pay_type: string;
}

/** The faults that are planned; the first one that matches goes off. */
export class FaultPlan {
  readonly #seed: () => number;
  #rules: PlannedFault[] = [];
  #count = 0;
  #draws = 0;

  constructor(seed: () => number) {
    this.#seed = seed;
  }

  /** Throws `ERR_QF_SANDBOX_OPTION` for a rule that makes no sense. */
  add(rule: FaultRule): PlannedFault {
    const checked = readFaultRule(rule);
    this.#count += 1;
    const planned = { ...checked, id: `flt_${this.#count}`, matched: 0, fired: 0 };
    this.#rules.push(planned);
    return planned;
  }

  list(): readonly PlannedFault[] {
    return this.#rules;
  }

  get(id: string): PlannedFault | undefined {
    return this.#rules.find((rule) => rule.id === id);
  }

  remove(id: string): boolean {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter((rule) => rule.id !== id);
    return this.#rules.length < before;
  }

  clear(): void {
    this.#rules = [];
  }

  /** The fault that goes off now, if one does; counts what it matched. */
  take(occasion: FaultOccasion): PlannedFault | undefined {
    for (const [index, rule] of this.#rules.entries()) {
      if (!matches(rule, occasion) || isSpent(rule)) continue;
      const matched = { ...rule, matched: rule.matched + 1 };
      const fires = this.#fires(matched);
      const after = fires ? { ...matched, fired: rule.fired + 1 } : matched;
      this.#rules[index] = after;
      if (fires) return after;
    }
    return undefined;
  }

  #fires({ nth, matched, probability }: PlannedFault): boolean {
    if (nth !== undefined && !nth.includes(matched)) return false;
    if (probability === undefined) return true;
    this.#draws += 1;
    return seededChance(this.#seed(), this.#draws) < probability;
  }
}

function isSpent({ times, fired }: PlannedFault): boolean {
  return times !== undefined && fired >= times;
}

function matches(rule: FaultRule, occasion: FaultOccasion): boolean {
  const { on, app_code, pay_type, out_trade_no } = rule;
  const here = on === occasion.on || (on === 'any' && occasion.on !== 'notification');
  return (
    here &&
    (app_code === undefined || app_code === occasion.app_code) &&
    (pay_type === undefined || pay_type === occasion.pay_type) &&
    (out_trade_no === undefined || matchesNumber(out_trade_no, occasion.out_trade_no))
  );
}
