import { type FlagValues, readFlags, usage } from './flags.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';

/** Something that can be ended. */
interface Running {
  close(): Promise<void>;
}

/**
 * Starts gateway and shop as the flags say, prints where they are, and a last line `ready`.
 *
 * Throws `SandboxError` with one clear sentence; `ERR_QF_SANDBOX_OPTION` for what is wrong on the command line.
 */
export async function main(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<Running> {
  const flags = readFlags(argv, env);
  if (flags.help === true) {
    print(usage());
    return { close: async () => {} };
  }
  const sandbox = await createSandbox(sandboxOptions(flags));
  const shop = await shopFor(sandbox, flags, env).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  print(banner(sandbox, shop?.url));
  return {
    close: async () => {
      await shop?.close();
      await sandbox.close();
    },
  };
}

function sandboxOptions(flags: FlagValues): SandboxOptions {
  return {
    port: portOf('port', flags.port, 7600),
    data: dataOf(flags),
    clock: oneOf('clock', text(flags.clock) ?? 'real', ['real', 'manual']),
    strict: flags.strict === true,
    allowNotify: (text(flags['allow-notify']) ?? '').split(',').filter((host) => host !== ''),
    ...given('host', text(flags.host)),
    ...given('notifyUrl', webAddress(text(flags['notify-url']))),
    ...given('token', text(flags.token)),
  };
}

async function shopFor(
  sandbox: Sandbox,
  flags: FlagValues,
  env: Readonly<Record<string, string | undefined>>,
): Promise<(Running & { url: string }) | undefined> {
  if (flags['no-shop'] === true) return undefined;
  const { createShop, optionsFromEnvironment } = await import('./shop/index.ts');
  const data = dataOf(flags);
  return createShop({
    port: portOf('shop-port', flags['shop-port'], 7601),
    gatewayUrl: fromThisMachine(sandbox.url),
    ...sandbox.credentials,
    ...(data === 'memory' ? {} : { data }),
    ...optionsFromEnvironment(env),
  });
}

/** A gateway that listens on every address is reached on loopback. */
function fromThisMachine(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function dataOf(flags: FlagValues): string {
  return text(flags.data) ?? '.qf-sandbox';
}

function banner({ url, token, credentials }: Sandbox, shopUrl: string | undefined): string {
  const lines = [
    '',
    `  Gateway    ${url}`,
    `  Dashboard  ${url}/_sandbox/${token === undefined ? '' : `?token=${token}`}`,
    ...(shopUrl === undefined ? [] : [`  Shop       ${shopUrl}`]),
    ...(token === undefined ? [] : [`  Token      ${token}`]),
    '',
    `QFPAY_APP_CODE=${credentials.appCode}`,
    `QFPAY_CLIENT_KEY=${credentials.clientKey}`,
    `QFPAY_BASE_URL=${url}`,
    '',
    'ready',
    '',
  ];
  return lines.join('\n');
}

function portOf(name: string, value: string | boolean | undefined, otherwise: number): number {
  const given = text(value);
  if (given === undefined) return otherwise;
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_535) return Number(given);
  throw wrong(name, 'a port between 0 and 65535', given);
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw wrong(name, allowed.join(' or '), value);
  return found;
}

function webAddress(value: string | undefined): string | undefined {
  if (value === undefined || /^https?:\/\//.test(value)) return value;
  throw wrong('notify-url', 'an http or https address', value);
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
