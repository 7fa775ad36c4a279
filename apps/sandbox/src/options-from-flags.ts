import { checkOptions } from './check-options.ts';
import { isPace, PACES, type Pace } from './clock/pace.ts';
import type { Rules } from './engine.ts';
import type { FlagValues } from './flags.ts';
import { readJson } from './read-json.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { isWebAddress } from './web-address.ts';

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
    ...given('publicUrl', webAddress('public-url', text(flags['public-url']))),
    ...given('notifyUrl', webAddress('notify-url', text(flags['notify-url']))),
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

/** What a configuration file can say. */
const CONFIG = [
  'merchants',
  'rules',
  'allowNotify',
  'strict',
  'magic',
  'publicUrl',
] as const satisfies readonly (keyof SandboxOptions)[];

type Config = Pick<SandboxOptions, (typeof CONFIG)[number]>;

function configOf(file: string | undefined): Config {
  if (file === undefined) return {};
  const config = parsed(file);
  checkOptions(config, { where: '--config', names: CONFIG });
  return config;
}

function parsed(file: string): Config {
  try {
    const config = readJson(file);
    if (Object(config) !== config || Array.isArray(config)) throw new Error('it is no object');
    return config as Config;
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

function webAddress(name: string, value: string | undefined): string | undefined {
  if (value === undefined || isWebAddress(value)) return value;
  throw wrong(name, 'an http or https address', value);
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
