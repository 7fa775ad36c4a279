import { parseArgs } from 'node:util';
import { SandboxError } from './sandbox-error.ts';

/** One thing that can be set from the command line or the environment. */
interface Flag {
  readonly type: 'string' | 'boolean';
  readonly value?: string;
  readonly says: string;
}

/** Every flag; `--shop-port` is also `QF_SANDBOX_SHOP_PORT`. A flag goes before its variable. */
export const FLAGS = {
  port: {
    type: 'string',
    value: 'PORT',
    says: 'gateway, pages and control API (7600; 0: a free one)',
  },
  'shop-port': { type: 'string', value: 'PORT', says: 'demo shop (7601; 0: a free one)' },
  'no-shop': { type: 'boolean', says: 'leave the demo shop out' },
  data: { type: 'string', value: 'DIR|memory', says: 'where the journal is kept (.qf-sandbox)' },
  clock: {
    type: 'string',
    value: 'real|manual|x60',
    says: 'whether time passes by itself, and how fast (real)',
  },
  now: {
    type: 'string',
    value: 'TIME',
    says: 'where time starts, such as 2026-01-01T10:00+08:00 (now)',
  },
  seed: {
    type: 'string',
    value: 'NUMBER',
    says: 'decides every number of a new journal (1; drawn where others reach the pages)',
  },
  host: { type: 'string', value: 'ADDRESS', says: 'address to listen on (127.0.0.1)' },
  'shop-host': {
    type: 'string',
    value: 'ADDRESS',
    says: 'address the shop listens on (127.0.0.1); it asks nobody who they are',
  },
  'public-url': {
    type: 'string',
    value: 'URL',
    says: 'how customers reach the pages, where that is another address',
  },
  'notify-url': {
    type: 'string',
    value: 'URL',
    says: 'notified when a request names no notify_url',
  },
  'allow-notify': {
    type: 'string',
    value: 'HOST,…',
    says: 'hosts besides loopback that may be notified',
  },
  token: { type: 'string', value: 'TOKEN', says: 'demanded by dashboard and control API' },
  strict: { type: 'boolean', says: 'refuse unknown fields and unusual encodings' },
  'no-magic': { type: 'boolean', says: 'amounts such as 91205 mean nothing' },
  rule: {
    type: 'string',
    value: 'NAME=VALUE,…',
    says: 'how the gateway behaves where there is a choice, such as refund_window=true',
  },
  config: { type: 'string', value: 'FILE', says: 'JSON with merchants, rules and other options' },
  lan: {
    type: 'boolean',
    says: 'let phones in this network open checkout and wallet, and nothing else',
  },
  help: { type: 'boolean', says: 'this text' },
  version: { type: 'boolean', says: 'which version this is' },
} as const satisfies Record<string, Flag>;

type FlagName = keyof typeof FLAGS;

/** What was asked for, as text; only what was given. */
export type FlagValues = { readonly [Name in FlagName]?: string | boolean };

/** Reads flags, then variables. Throws `ERR_QF_SANDBOX_OPTION` with one sentence for what it does not know. */
export function readFlags(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): FlagValues {
  const given = parse(argv);
  const names = Object.keys(FLAGS) as FlagName[];
  const values = names.flatMap((name) => {
    if (given[name] === '') throw empty(name);
    const value = given[name] ?? fromVariable(name, env[variable(name)]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(values);
}

const VERBS = [
  'Commands: qf-sandbox [start] FLAGS, or one of these for a sandbox that runs (--url, --token, --json):',
  '  exec -- COMMAND         start a sandbox, run COMMAND with QFPAY_* set, stop; its exit code',
  '  status                  where it is, its clock and what it holds',
  '  tail [--limit N]        every event as it happens',
  '  advance 2m|next|idle    move the clock on, also to a moment such as 2026-01-01T23:30+08:00',
  '  clock real|manual|x60   let time pass at another pace from now on; without a word, show it',
  '  pay ORDER               approve it; decline ORDER [CODE] declines it',
  '  notify ORDER [COPIES]   deliver its latest notification again',
  '  explain [REQUEST]       why a signature did not fit; the last one when none is named',
  '  export > FILE, import FILE, reset',
];

/** The table of flags, for `--help`. */
export function usage(): string {
  const lines = Object.entries<Flag>(FLAGS).map(([name, { value, says }]) => {
    const flag = value === undefined ? `--${name}` : `--${name} ${value}`;
    return `  ${flag.padEnd(24)}${says}`;
  });
  return ['qf-sandbox: the QFPay gateway on your laptop', '', ...lines, '', ...VERBS, ''].join(
    '\n',
  );
}

function parse(argv: readonly string[]): Record<string, string | boolean | undefined> {
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values as Record<string, string>;
  } catch (error) {
    throw unreadable(error);
  }
}

/** What Node says about a command line, shortened to its first sentence. */
export function unreadable(error: unknown): SandboxError {
  const [why = ''] = String((error as Error).message).split(/\. |\.?\n/);
  return new SandboxError(
    'ERR_QF_SANDBOX_OPTION',
    `${why.replace(/\.$/, '')}. See qf-sandbox --help.`,
  );
}

/** What `--host "$HOST"` becomes where there is no such variable; an empty host would be every address of the machine. */
function empty(name: FlagName): SandboxError {
  return new SandboxError(
    'ERR_QF_SANDBOX_OPTION',
    `--${name}: expected a value. Received: nothing`,
  );
}

function variable(name: FlagName): string {
  return `QF_SANDBOX_${name.toUpperCase().replaceAll('-', '_')}`;
}

function fromVariable(name: FlagName, text: string | undefined): string | boolean | undefined {
  if (text === undefined || text === '' || name === 'help' || name === 'version') return undefined;
  if (FLAGS[name].type === 'string') return text;
  if (/^(1|true|yes)$/i.test(text)) return true;
  if (/^(0|false|no)$/i.test(text)) return undefined;
  const sentence = `${variable(name)}: expected 1 or 0. Received: ${text}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}
