import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';

let open: Sandbox;
let locked: Sandbox;

beforeAll(async () => {
  open = await createSandbox({ clock: 'manual' });
  locked = await createSandbox({ clock: 'manual', token: 'correct-horse' });
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

/** Browsers may not set Host or Origin, so `fetch` cannot either. */
function status(
  sandbox: Sandbox,
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${sandbox.url}/_sandbox${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .once('error', reject)
      .end();
  });
}

const json = { 'content-type': 'application/json' };

describe('a sandbox on loopback', () => {
  it('answers under its own names only, so that no foreign name can be bound to it', async () => {
    expect(await status(open, 'GET', '/api/v1/info', {})).toBe(200);
    expect(await status(open, 'GET', '/api/v1/info', { host: 'localhost:1' })).toBe(200);
    expect(await status(open, 'GET', '/api/v1/info', { host: 'evil.example' })).toBe(403);
    expect(await status(open, 'GET', '/', { host: 'evil.example' })).toBe(403);
  });

  it('takes writes of its own origin only', async () => {
    expect(await status(open, 'POST', '/api/v1/reset', { ...json, origin: open.url })).toBe(200);
    expect(await status(open, 'POST', '/api/v1/reset', json)).toBe(200);
    expect(
      await status(open, 'POST', '/api/v1/reset', { ...json, origin: 'http://evil.example' }),
    ).toBe(403);
    expect(await status(open, 'POST', '/api/v1/reset', { ...json, origin: 'null' })).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'takes no write as %s, which a foreign page could send',
    async (type) => {
      expect(await status(open, 'POST', '/api/v1/reset', { 'content-type': type })).toBe(415);
    },
  );

  it('takes no write without a content type', async () => {
    expect(await status(open, 'POST', '/api/v1/reset', {})).toBe(415);
    expect(await status(open, 'DELETE', '/api/v1/faults', {})).toBe(415);
  });
});

describe('a sandbox with a token', () => {
  it('asks for it everywhere', async () => {
    expect(await status(locked, 'GET', '/api/v1/info', {})).toBe(401);
    expect(await status(locked, 'GET', '/', {})).toBe(401);
    expect(await status(locked, 'GET', '/api/v1/info', { authorization: 'Bearer wrong' })).toBe(
      401,
    );
    expect(
      await status(locked, 'GET', '/api/v1/info', { authorization: 'Bearer correct-horse' }),
    ).toBe(200);
  });

  it('takes it from a link and remembers it in a cookie', async () => {
    expect(await status(locked, 'GET', '/api/v1/info?token=correct-horse', {})).toBe(200);
    expect(
      await status(locked, 'GET', '/api/v1/info', { cookie: 'qf_sandbox_token=correct-horse' }),
    ).toBe(200);
    expect(await status(locked, 'GET', '/api/v1/info', { cookie: 'qf_sandbox_token=wrong' })).toBe(
      401,
    );
  });
});

describe('a token of any characters', () => {
  it('opens the dashboard by its link, and by the cookie that the link leaves', async () => {
    const token = 'a;b c/€';
    await using sandbox = await createSandbox({ clock: 'manual', token });
    const link = `${sandbox.url}/_sandbox/?token=${encodeURIComponent(token)}`;
    const opened = await fetch(link);
    expect(opened.status).toBe(200);
    const [cookie = ''] = (opened.headers.get('set-cookie') ?? '').split('; Path');
    expect(await status(sandbox, 'GET', '/', { cookie })).toBe(200);
    expect(await status(sandbox, 'GET', '/', { cookie: `${cookie}%` })).toBe(401);
  });
});
