import { responseCodeOf } from '@qf/protocol';
import type { NotifyScript } from '../engine.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { SpoilOptions } from './call-fault.ts';
import { CALL_FAULTS } from './call-faults.ts';
import { naturalPhase, scriptOf } from './effect-traits.ts';
import type { CallEffect } from './fault-rule.ts';
import type { Steering } from './steering.ts';

/** What one call can be told, in a header (`respcd=1205; phase=before`) or as an object. */
export interface Scenario {
  /** The call answers this code; where the code means so, it leaves a declined or undecided row. */
  readonly respcd?: string;
  /** The outcome when the customer approves. */
  readonly approve_respcd?: string;
  /** Pays, or completes, by itself. */
  readonly pays_after_ms?: number;
  /** Queries show its row so much later only. */
  readonly appears_after_ms?: number;
  /** A later close or reversal of this order answers this code. */
  readonly cancel_respcd?: string;
  readonly effect?: CallEffect;
  readonly phase?: 'before' | 'after';
  readonly status?: number;
  readonly delay_ms?: number;
  readonly notify?: keyof typeof NOTIFY;
  readonly copies?: number;
}

const NOTIFY = {
  never: () => ({ never: true }),
  copies: (count) => ({ copies: count }),
  'at-once': (count) => ({ at_once: count }),
  'before-answer': () => ({ before_answer_ms: 0 }),
  'forged-first': () => ({ forged_first: 'signature' }),
  'tampered-first': () => ({ forged_first: 'amount' }),
  'after-refund': () => ({ after_refund: true }),
} as const satisfies Record<string, (count: number) => NotifyScript>;

const code = (value: unknown) => typeof value === 'string' && responseCodeOf(value) !== undefined;
/** A year: what is to happen later would take the clock with it. */
const LONGEST_WAIT = 31_536_000_000;

const within = (least: number, most: number) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
const among = (names: object) => (value: unknown) => Object.hasOwn(names, String(value));

interface ScenarioField {
  readonly says: string;
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}

/** Everything a scenario can say. */
export const SCENARIO_FIELDS: Readonly<Record<keyof Scenario, ScenarioField>> = {
  respcd: { says: 'the call answers this code', expected: 'a listed response code', fits: code },
  approve_respcd: {
    says: 'accepted; the outcome when the customer approves, or the refund is completed',
    expected: 'a listed response code',
    fits: code,
  },
  cancel_respcd: {
    says: 'a later close or reversal of this order answers this code',
    expected: 'a listed response code',
    fits: code,
  },
  pays_after_ms: {
    says: 'pays, or completes, by itself',
    expected: 'milliseconds, a year at most',
    fits: within(0, LONGEST_WAIT),
  },
  appears_after_ms: {
    says: 'queries show its row so much later only',
    expected: 'milliseconds, a year at most',
    fits: within(0, LONGEST_WAIT),
  },
  effect: {
    says: 'how the answer goes wrong; `GET /faults/kinds` says what each does',
    expected: Object.keys(CALL_FAULTS).join(', '),
    fits: among(CALL_FAULTS),
  },
  phase: {
    says: 'whether nothing was done when it goes wrong, or everything',
    expected: 'before or after',
    fits: among({ before: 1, after: 1 }),
  },
  status: {
    says: 'of the effect http-status',
    expected: 'an HTTP status from 200 to 599',
    fits: within(200, 599),
  },
  delay_ms: {
    says: 'of an effect that takes time',
    expected: 'milliseconds, 600000 at most',
    fits: within(0, 600_000),
  },
  notify: {
    says: 'how its notifications go wrong',
    expected: Object.keys(NOTIFY).join(', '),
    fits: among(NOTIFY),
  },
  copies: {
    says: 'of a notification',
    expected: 'a whole number from 1 to 99',
    fits: within(1, 99),
  },
};

/** Reads `X-Sandbox-Scenario`. Throws `ERR_QF_SANDBOX_OPTION` for what it does not understand. */
export function readScenario(header: string): Steering {
  const pairs = header
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=').map((text) => text.trim());
      return [name, fromText(name, value.join('='))] as const;
    });
  return steeringOf(Object.fromEntries(pairs), 'header');
}

/** What a scenario means. Throws `ERR_QF_SANDBOX_OPTION` for what makes no sense. */
export function steeringOf(input: object, source: string): Steering {
  for (const [name, value] of Object.entries(input)) checkField(name, value);
  const { effect, phase, status, delay_ms, notify, copies = 2, ...script } = input as Scenario;
  const misbehaviour = notify === undefined ? {} : { notify: NOTIFY[notify](copies) };
  if (effect === undefined) return { source, script: { ...script, ...misbehaviour } };
  const said = effect === 'respcd' ? { respcd: script.respcd } : {};
  const steps = effect === 'respcd' ? withoutCode(script) : script;
  const options = definedOnly({ status, delay_ms, ...said });
  return {
    source,
    script: { ...scriptOf(effect, options), ...steps, ...misbehaviour },
    effect,
    phase: phase ?? naturalPhase(effect),
    options,
  };
}

function checkField(name: string, value: unknown): void {
  if (!Object.hasOwn(SCENARIO_FIELDS, name)) {
    throw wrong('name', Object.keys(SCENARIO_FIELDS).join(', '), name);
  }
  const { fits, expected } = SCENARIO_FIELDS[name as keyof Scenario];
  if (!fits(value)) throw wrong(name, expected, value);
}

function definedOnly(
  options: { [Name in keyof SpoilOptions]: SpoilOptions[Name] | undefined },
): SpoilOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** With `effect=respcd` the code is what the answer says, not what happens. */
function withoutCode<T extends { respcd?: string }>({ respcd: _said, ...script }: T) {
  return script;
}

const NUMBERS: ReadonlySet<string> = new Set([
  'pays_after_ms',
  'appears_after_ms',
  'status',
  'delay_ms',
  'copies',
]);

function fromText(name: string, value: string): unknown {
  return NUMBERS.has(name) && /^\d+$/.test(value) ? Number(value) : value;
}

function wrong(field: string, expected: string, received: unknown): SandboxError {
  return new SandboxError(
    'ERR_QF_SANDBOX_OPTION',
    `scenario ${field}: expected ${expected}. Received ${JSON.stringify(received)}.`,
  );
}
