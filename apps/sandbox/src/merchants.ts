import { type ClientKey, clientKey, type Keyring } from '@qf/signing';
import { keySpellings } from './key-spellings.ts';
import type { MerchantOptions } from './merchant-options.ts';
import { readMerchant } from './read-merchant.ts';
import { SandboxError } from './sandbox-error.ts';

/** A store of the sandbox. */
export interface Merchant {
  readonly app_code: string;
  readonly name: string;
  readonly keys: Keyring;
  readonly notify_url?: string;
  readonly mchids?: readonly string[];
  readonly pay_types?: readonly string[];
  readonly enabled: boolean;
}

/** The store everybody starts with: obviously fake, printed at start. */
export const BUILT_IN_MERCHANT = {
  appCode: '5A4D8B2C1E6F4A0B9C3D7E8F00000001',
  clientKey: '3F1B7C9D2E4A48568B0C6D1E00000001',
  name: 'Sandbox Tea House',
} as const satisfies MerchantOptions;

/** Where stores that were added or changed survive a restart. Keys are in it, so it is no part of the journal. */
export interface MerchantFile {
  read(): readonly MerchantOptions[] | undefined;
  write(merchants: readonly MerchantOptions[]): void;
}

/** The stores by app code. */
export class MerchantBook {
  readonly #options = new Map<string, MerchantOptions>();
  readonly #merchants = new Map<string, Merchant>();
  readonly #spellings = new Map<string, readonly RegExp[]>();
  readonly #file: MerchantFile | undefined;
  readonly #first: readonly MerchantOptions[];

  /** What the file holds goes before `first`. */
  constructor(first: readonly MerchantOptions[], file?: MerchantFile) {
    this.#file = file;
    this.#first = first;
    for (const options of [...first, ...(file?.read() ?? [])]) this.#put(options);
  }

  get(app_code: string): Merchant | undefined {
    return this.#merchants.get(app_code);
  }

  list(): readonly Merchant[] {
    return [...this.#merchants.values()];
  }

  options(app_code: string): MerchantOptions | undefined {
    return this.#options.get(app_code);
  }

  /** Adds a store or replaces one. Throws `ERR_QF_SANDBOX_OPTION` for one that makes no sense. */
  save(options: MerchantOptions): Merchant {
    const merchant = this.#put(options);
    this.#keep();
    return merchant;
  }

  remove(app_code: string): boolean {
    const removed = this.#merchants.delete(app_code);
    this.#options.delete(app_code);
    this.#spellings.delete(app_code);
    this.#keep();
    return removed;
  }

  /** A new first key. The others go on being accepted until `retire`. */
  rotate(app_code: string, secret: string): Merchant | undefined {
    const options = this.#options.get(app_code);
    if (options === undefined) return undefined;
    return this.save({ ...options, clientKey: [secret, ...secretsOf(options)] });
  }

  /** Only the first key is left. */
  retire(app_code: string): Merchant | undefined {
    const options = this.#options.get(app_code);
    const [first] = options === undefined ? [] : secretsOf(options);
    return options && first !== undefined ? this.save({ ...options, clientKey: first }) : undefined;
  }

  /** A text without any client key of these stores, or of the one that is named, however it is written there. */
  hide(text: string, app_code?: string): string {
    const stores =
      app_code === undefined
        ? [...this.#spellings.values()]
        : [this.#spellings.get(app_code) ?? []];
    return stores.flat().reduce((hidden, key) => hidden.replace(key, '[client key]'), text);
  }

  /** The stores of the start again. */
  reset(): void {
    this.#clear();
    for (const options of this.#first) this.#put(options);
    this.#keep();
  }

  /** Every store again as it is in `all`. */
  replace(all: readonly MerchantOptions[]): void {
    this.#clear();
    for (const options of all) this.#put(options);
    this.#keep();
  }

  all(): readonly MerchantOptions[] {
    return [...this.#options.values()];
  }

  #put(given: MerchantOptions): Merchant {
    const options = readMerchant(given);
    const made = merchant(options);
    this.#options.set(options.appCode, options);
    this.#merchants.set(options.appCode, made);
    this.#spellings.set(options.appCode, secretsOf(options).map(keySpellings));
    return made;
  }

  #clear(): void {
    for (const one of [this.#options, this.#merchants, this.#spellings]) one.clear();
  }

  #keep(): void {
    this.#file?.write(this.all());
  }
}

function secretsOf({ clientKey: secrets }: MerchantOptions): readonly string[] {
  return [secrets].flat();
}

function keysOf(options: MerchantOptions): ClientKey[] {
  const { appCode } = options;
  try {
    return secretsOf(options).map((secret, index) =>
      clientKey(secret, { id: `${appCode.slice(-4)}.${index + 1}` }),
    );
  } catch (error) {
    const sentence = `merchant ${appCode}: ${(error as Error).message}`;
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
  }
}

function merchant(options: MerchantOptions): Merchant {
  const { appCode, name, notifyUrl, mchids, payTypes, enabled = true } = options;
  const keys = keysOf(options);
  return {
    app_code: appCode,
    name: name ?? `Store ${appCode.slice(-4)}`,
    keys,
    enabled,
    ...(notifyUrl === undefined ? {} : { notify_url: notifyUrl }),
    ...(mchids === undefined ? {} : { mchids }),
    ...(payTypes === undefined ? {} : { pay_types: payTypes }),
  };
}
