import { parseArgs } from 'node:util';
import { unreadable } from '../flags.ts';
import { SandboxError } from '../sandbox-error.ts';

/** What a verb is given. */
export interface VerbContext {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly limit: number | undefined;
  readonly print: (text: string) => void;
  readonly control: ControlClient;
}

/** The control API of a sandbox that runs somewhere. */
export interface ControlClient {
  get(path: string): Promise<Json>;
  post(path: string, body?: unknown): Promise<Json>;
  put(path: string, body: unknown): Promise<Json>;
  /** The answer itself, for what is no JSON. */
  open(path: string, init?: RequestInit): Promise<Response>;
}

export type Json = Readonly<Record<string, unknown>>;

/** What the edge of the program hands in. */
export interface VerbSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
}

/** Reads `--url`, `--token`, `--json` and `--limit`; the rest are words. */
export function verbContext(
  argv: readonly string[],
  { env, print }: VerbSurroundings,
): VerbContext {
  const { values, positionals } = parsed(argv);
  const url = values.url ?? env['QF_SANDBOX_URL'] ?? 'http://127.0.0.1:7600';
  const token = values.token ?? env['QF_SANDBOX_TOKEN'];
  const limit = values.limit === undefined ? undefined : countOf('limit', values.limit);
  return {
    words: positionals,
    json: values.json === true,
    limit,
    print,
    control: controlClient(url, token),
  };
}

function parsed(argv: readonly string[]) {
  const options = {
    url: { type: 'string' },
    token: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    throw unreadable(error);
  }
}

/** A whole number from 1. */
export function countOf(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  const sentence = `${name}: expected a whole number from 1. Received: ${text}`;
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
}

function controlClient(url: string, token: string | undefined): ControlClient {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const open = async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', ...authorization, ...init.headers };
    const target = `${url.replace(/\/+$/, '')}/_sandbox/api/v1${path}`;
    const response = await fetch(target, { ...init, headers }).catch(() => {
      throw new SandboxError(
        'ERR_QF_SANDBOX_REFUSED',
        `No sandbox answers at ${url}. Start one, or name it with --url.`,
      );
    });
    if (response.ok) return response;
    if (response.status === 401) {
      throw new SandboxError(
        'ERR_QF_SANDBOX_REFUSED',
        `The sandbox at ${url} asks for its token. Give it with --token or QF_SANDBOX_TOKEN.`,
      );
    }
    const { error } = (await response.json().catch(() => ({}))) as { error?: { message?: string } };
    throw new SandboxError('ERR_QF_SANDBOX_REFUSED', error?.message ?? `HTTP ${response.status}`);
  };
  const json = async (response: Response) => (await response.json()) as Json;
  const write = async (method: string, path: string, body: unknown) =>
    json(await open(path, { method, body: JSON.stringify(body) }));
  return {
    open,
    get: async (path) => json(await open(path)),
    post: (path, body = {}) => write('POST', path, body),
    put: (path, body) => write('PUT', path, body),
  };
}
