import { readFileSync } from 'node:fs';
import { isPace, PACES, type Pace } from './clock/pace.ts';
import type { Rules } from './engine.ts';
import type { FlagValues } from './flags.ts';
import type { MerchantOptions } from './merchants.ts';
import { readMerchant } from './read-merchant.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';

/** What the flags ask for. Throws `ERR_QF_SANDBOX_OPTION` with one sentence. */
export function sandboxOptions(flags: FlagValues): SandboxOptions {
  const { rules, ...config } = configOf(text(flags.config));
  return {
    ...config,
    port: portOf('port', flags.port, 7600),
    data: dataOf(flags),
    clock: clockOf(text(flags.clock) ?? 'real'),
    strict: flags.strict === true || config.strict === true,
    magic: flags['no-magic'] !== true && config.magic !== false,
    lan: flags.lan === true,
    rules: { ...rules, ...rulesOf(text(flags.rule)) },
    allowNotify: [...(config.allowNotify ?? []), ...listOf(text(flags['allow-notify']))],
    ...given('seed', numberOf('seed', text(flags.seed))),
    ...given('now', text(flags.now)),
    ...given('host', text(flags.host)),
    ...given('notifyUrl', webAddress(text(flags['notify-url']))),
    ...given('token', text(flags.token)),
  };
}

/** Where the journal is kept. */
export function dataOf(flags: FlagValues): string {
  return text(flags.data) ?? '.qf-sandbox';
}

/** A TCP port from text. */
export function portOf(
  name: string,
  value: string | boolean | undefined,
  otherwise: number,
): number {
  const asked = text(value);
  if (asked === undefined) return otherwise;
  if (/^\d{1,5}$/.test(asked) && Number(asked) <= 65_535) return Number(asked);
  throw wrong(name, 'a port between 0 and 65535', asked);
}

const CONFIG_NAMES = ['merchants', 'rules', 'allowNotify', 'strict', 'magic', 'publicUrl'] as const;
type Config = Pick<SandboxOptions, (typeof CONFIG_NAMES)[number]>;

function configOf(file: string | undefined): Config {
  if (file === undefined) return {};
  const config = parsed(file);
  const unknown = Object.keys(config).find((name) => !CONFIG_NAMES.some((known) => known === name));
  if (unknown !== undefined)
    throw wrong('config', `names among ${CONFIG_NAMES.join(', ')}`, unknown);
  const { merchants } = config;
  if (merchants === undefined) return config;
  if (!Array.isArray(merchants) || merchants.length === 0) {
    throw wrong('config', 'merchants as a list', typeof merchants);
  }
  const [first, ...others] = merchants.map(readMerchant);
  return { ...config, merchants: [first as MerchantOptions, ...others] };
}

function parsed(file: string): Record<string, unknown> & Config {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw wrong('config', 'a file with a JSON object', `${file} (${(error as Error).message})`);
  }
}

function rulesOf(value: string | undefined): Partial<Rules> {
  const pairs = listOf(value).map((pair) => {
    const [name = '', choice = ''] = pair.split('=');
    return [name, { true: true, false: false }[choice] ?? choice] as const;
  });
  return Object.fromEntries(pairs);
}

function clockOf(value: string): Pace {
  if (isPace(value)) return value;
  throw wrong('clock', PACES, value);
}

function numberOf(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw wrong(name, 'a whole number', value);
}

function webAddress(value: string | undefined): string | undefined {
  if (value === undefined || /^https?:\/\//.test(value)) return value;
  throw wrong('notify-url', 'an http or https address', value);
}

function listOf(value: string | undefined): string[] {
  return (value ?? '').split(',').filter((one) => one !== '');
}

function wrong(name: string, expected: string, received: string): SandboxError {
  const sentence = `--${name}: expected ${expected}. Received: ${received}`;
  return new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function given<K extends string, V>(name: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]: V });
}
