import { MiddlewareError } from './middleware-error.ts';

/** Options as they may come from JavaScript, where no type has been checked. */
export type GivenOptions = Readonly<Record<string, unknown>>;

/** A timer beyond it would go off at once. */
export const LONGEST_TIMER: number = 2 ** 31 - 1;

/**
 * The checks of one function's options, made once, at start. What an option leaves out is its default.
 *
 * Each throws {@link MiddlewareError} `ERR_QF_OPTIONS` with a sentence that begins with the function's name.
 */
export class OptionRules {
  readonly #where: string;
  readonly #options: GivenOptions;

  constructor(where: string, options: unknown) {
    this.#where = where;
    this.#options = options as GivenOptions;
    if (typeof options !== 'object' || options === null) this.fail('Give an object of options.');
  }

  /** An option that nobody knows is a misspelled one. */
  known(names: Iterable<string>): void {
    const known = new Set(names);
    const unknown = Object.keys(this.#options).find((name) => !known.has(name));
    if (unknown !== undefined) this.fail(`Unknown option ${JSON.stringify(unknown)}.`);
  }

  numbers(...names: readonly string[]): void {
    this.#each(
      names,
      (value) => typeof value === 'number' && value > 0 && value <= LONGEST_TIMER,
      `must be a number above 0, at most ${LONGEST_TIMER}`,
    );
  }

  functions(...names: readonly string[]): void {
    this.#each(names, (value) => typeof value === 'function', 'must be a function');
  }

  booleans(...names: readonly string[]): void {
    this.#each(names, (value) => typeof value === 'boolean', 'must be true or false');
  }

  texts(...names: readonly string[]): void {
    this.#each(names, (value) => typeof value === 'string' && value !== '', 'must be text');
  }

  clock(): void {
    this.methods('clock', ['now', 'monotonic', 'schedule']);
  }

  /** An object that has these methods, of its own or of its class. */
  methods(name: string, methods: readonly string[]): void {
    const isComplete = (value: unknown) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof (value as GivenOptions)[method] === 'function');
    this.#each([name], isComplete, `must have the methods ${methods.join(', ')}`);
  }

  fail(sentence: string): never {
    throw new MiddlewareError('ERR_QF_OPTIONS', `${this.#where}: ${sentence}`);
  }

  #each(names: readonly string[], isRight: (value: unknown) => boolean, rule: string): void {
    const wrong = names.find((name) => {
      const value = this.#options[name];
      return value !== undefined && !isRight(value);
    });
    if (wrong !== undefined) this.fail(`${wrong} ${rule}.`);
  }
}
