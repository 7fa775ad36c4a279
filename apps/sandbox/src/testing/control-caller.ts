import type { Sandbox } from '../sandbox.ts';

/** What the control API answered. */
export interface Said {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into JSON of many shapes
  readonly json: any;
}

/** Calls the control API of a sandbox, for a test. */
export interface ControlCaller {
  ask(method: string, path: string, body?: unknown): Promise<Said>;
  get(path: string): Promise<Said>;
  /** An empty object is posted when nothing is given. */
  post(path: string, body?: unknown): Promise<Said>;
}

/** Everything it takes and gives is JSON. */
export function controlCaller({ url }: Pick<Sandbox, 'url'>): ControlCaller {
  const ask: ControlCaller['ask'] = async (method, path, body) => {
    const response = await fetch(`${url}/_sandbox/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, json: await response.json() };
  };
  return {
    ask,
    get: (path) => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
  };
}
