import type { Engine, Rules } from '../engine.ts';
import type { FaultPlan, PlannedFault } from '../faults/fault-plan.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import type { MerchantOptions } from '../merchant-options.ts';
import type { MerchantBook } from '../merchants.ts';
import { execute, missing } from './engine-calls.ts';

/** What goes wrong, planned: for which calls, when, how, how often. */
export interface FaultHandle {
  add(rule: FaultRule): PlannedFault;
  list(): readonly PlannedFault[];
  remove(id: string): boolean;
  clear(): void;
}

/** How the gateway behaves where there is a choice. */
export interface RuleHandle {
  get(): Rules;
  set(rules: Partial<Rules>): Promise<Rules>;
}

/** The stores. */
export interface MerchantHandle {
  save(merchant: MerchantOptions): void;
  remove(appCode: string): boolean;
  /** A new first key; the old ones go on being accepted until `retireKeys`. */
  rotateKey(appCode: string, clientKey: string): void;
  retireKeys(appCode: string): void;
}

/** The fault plan, without what only the gateway may do with it. */
export function faultHandle(faults: FaultPlan): FaultHandle {
  return {
    add: (rule) => faults.add(rule),
    list: () => faults.list(),
    remove: (id) => faults.remove(id),
    clear: () => faults.clear(),
  };
}

/** The switches, of which the journal tells. */
export function ruleHandle(engine: Engine): RuleHandle {
  return {
    get: () => engine.state().rules,
    set: async (rules) => {
      await execute(engine, { type: 'change_rules', rules }, 'rules');
      return engine.state().rules;
    },
  };
}

/** The stores, of which the journal never tells. */
export function merchantHandle(merchants: MerchantBook): MerchantHandle {
  return {
    save: (merchant) => void merchants.save(merchant),
    remove: (code) => merchants.remove(code),
    rotateKey: (code, secret) => {
      if (merchants.rotate(code, secret) === undefined) throw missing('merchant', code);
    },
    retireKeys: (code) => {
      if (merchants.retire(code) === undefined) throw missing('merchant', code);
    },
  };
}
