import { resolve } from 'node:path';
import { formatTimestamp } from '@qf/protocol';
import { type FlagValues, readFlags, usage } from './flags.ts';
import { dataOf, portOf, sandboxOptions } from './options-from-flags.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { SandboxError } from './sandbox-error.ts';
import { isVerb, runVerb } from './verbs/run-verb.ts';
import { ownVersion } from './version.ts';

/** Something that can be ended. */
interface Running {
  close(): Promise<void>;
}

/**
 * Starts gateway and shop as the flags say, prints where they are, and a last line `ready`; or runs one of the verbs.
 *
 * Throws `SandboxError` with one clear sentence; `ERR_QF_SANDBOX_OPTION` for what is wrong on the command line.
 */
export async function main(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  print: (text: string) => void = (text) => void process.stdout.write(text),
): Promise<Running> {
  const [verb, ...rest] = argv;
  if (asksForHelp(argv)) {
    print(usage());
    return { close: async () => {} };
  }
  const command = isVerb(verb) ? verb : undefined;
  if (command !== undefined) {
    await runVerb(command, rest, { env, print });
    return { close: async () => {} };
  }
  if (verb !== undefined && verb !== 'start' && !verb.startsWith('-')) {
    const sentence = `There is no command ${verb}. See qf-sandbox --help.`;
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
  }
  const flags = readFlags(verb === 'start' ? rest : argv, env);
  if (flags.version === true) {
    print(`${ownVersion()}\n`);
    return { close: async () => {} };
  }
  const sandbox = await createSandbox(sandboxOptions(flags));
  const shop = await shopFor(sandbox, flags, env).catch(async (error: unknown) => {
    await sandbox.close();
    throw error;
  });
  print(banner(sandbox, { shopUrl: shop?.url, flags }));
  return {
    close: async () => {
      await shop?.close();
      await sandbox.close();
    },
  };
}

/** `help`, or `--help` anywhere but behind the `--` of a command that is somebody else's. */
function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv[0] === 'help' || argv.slice(0, end < 0 ? argv.length : end).includes('--help');
}

async function shopFor(
  sandbox: Sandbox,
  flags: FlagValues,
  env: Readonly<Record<string, string | undefined>>,
): Promise<(Running & { url: string }) | undefined> {
  if (flags['no-shop'] === true) return undefined;
  const { createShop, optionsFromEnvironment } = await import('./shop/index.ts');
  const data = dataOf(flags);
  const elsewhere = optionsFromEnvironment(env);
  return createShop({
    port: portOf('shop-port', flags['shop-port'], 7601),
    ...(typeof flags['shop-host'] === 'string' ? { host: flags['shop-host'] } : {}),
    gatewayUrl: sandbox.url,
    ...sandbox.credentials,
    ...(data === 'memory' ? {} : { data }),
    // Another gateway has the machine's time.
    ...(elsewhere.gatewayUrl === undefined ? { clock: sandbox.clock } : {}),
    ...elsewhere,
  });
}

/** Nothing would happen, or much at once, to somebody who does not know of the clock. */
function clockLines(clock: FlagValues['clock']): string[] {
  if (clock === 'manual') return ['  Clock      stands still; move it with qf-sandbox advance'];
  return typeof clock === 'string' && clock !== 'real' ? [`  Clock      ${clock}`] : [];
}

function hostLines(host: FlagValues['host']): string[] {
  const isWide = host === '0.0.0.0' || host === '::';
  return isWide ? [`  Listens    on ${host}: other machines reach it`] : [];
}

function banner(
  { url, lanUrl, token, credentials, clock }: Sandbox,
  { shopUrl, flags }: { readonly shopUrl: string | undefined; readonly flags: FlagValues },
): string {
  const data = dataOf(flags);
  const lines = [
    '',
    `  Gateway    ${url}`,
    `  Dashboard  ${url}/_sandbox/${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}`,
    ...(shopUrl === undefined ? [] : [`  Shop       ${shopUrl}`]),
    ...(lanUrl === undefined ? [] : [`  Phones     ${lanUrl}`]),
    ...(token === undefined ? [] : [`  Token      ${token}`]),
    ...hostLines(flags.host),
    `  Journal    ${data === 'memory' ? 'in memory, gone with this process' : resolve(data)}`,
    `  Time       ${formatTimestamp(new Date(clock.now()))} (UTC+8)`,
    ...clockLines(flags.clock),
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
