import { type Check, isSwitch, isText } from './check-options.ts';
import type { MerchantOptions } from './merchant-options.ts';
import { SandboxError } from './sandbox-error.ts';
import { isWebAddress } from './web-address.ts';

const isTexts = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isText(one));

const FIELDS: Readonly<Record<keyof MerchantOptions, Check>> = {
  appCode: [
    (value) => isText(value) && /^[A-Za-z0-9]{8,64}$/.test(String(value)),
    '8 to 64 letters and digits',
  ],
  clientKey: [(value) => isText(value) || isTexts(value), 'a key, or several'],
  name: [isText, 'text'],
  notifyUrl: [isWebAddress, 'a web address'],
  mchids: [isTexts, 'a list of texts'],
  payTypes: [isTexts, 'a list of texts'],
  enabled: [isSwitch, 'true or false'],
};

const REQUIRED = ['appCode', 'clientKey'] as const;

/** Reads a store that came from outside. Throws `ERR_QF_SANDBOX_OPTION` with one sentence, which never holds a key. */
export function readMerchant(input: unknown): MerchantOptions {
  const options = Object(input) as Record<string, unknown>;
  for (const name of new Set([...REQUIRED, ...Object.keys(options)])) {
    const check = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof MerchantOptions] : undefined;
    if (check === undefined) throw wrong(name, `one of ${Object.keys(FIELDS).join(', ')}`);
    if (!check[0](options[name])) throw wrong(name, check[1]);
  }
  return options as unknown as MerchantOptions;
}

function wrong(name: string, expected: string): SandboxError {
  return new SandboxError('ERR_QF_SANDBOX_OPTION', `merchant ${name}: expected ${expected}.`);
}
