import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { main } from './main.ts';
import { BUILT_IN_MERCHANT } from './merchants.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { gatewayCaller, ORDER } from './testing/gateway-caller.ts';
import { openReceiver, type Receiver } from './testing/receiver.ts';

const QUIET = ['--port', '0', '--no-shop', '--data', 'memory'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qf-main-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line to its end and tells what it printed. */
async function run(argv: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const printed: string[] = [];
  const running = await main(argv, env, (text) => printed.push(text));
  await running.close();
  return printed.join('');
}

/** A text as a pattern for exactly it. */
function literally(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}

/** The same for one that keeps running. */
async function start(argv: readonly string[], env: Record<string, string> = {}) {
  const printed: string[] = [];
  const running = await main([...QUIET, ...argv], env, (text) => printed.push(text));
  const text = printed.join('');
  const url = /Gateway\s+(http:\S+)/.exec(text)?.[1] ?? '';
  const info = async (headers = {}) => {
    const response = await fetch(`${url}/_sandbox/api/v1/info`, { headers });
    return { status: response.status, json: await response.json() };
  };
  return { text, url, info, close: () => running.close() };
}

describe('starting', () => {
  it('prints addresses, credentials as .env lines, and a last line ready', async () => {
    const { text, close } = await start([]);
    await close();
    expect(text).toMatch(/Gateway {4}http:\/\/127\.0\.0\.1:\d+\n {2}Dashboard {2}http/);
    expect(text).toMatch(
      /\nQFPAY_APP_CODE=\w{32}\nQFPAY_CLIENT_KEY=\w{32}\nQFPAY_BASE_URL=http\S+\n\nready\n$/,
    );
  });

  it.each([
    [['--clock', 'manual'], {}, { clock: { mode: 'manual' } }],
    [['--clock', 'x60'], {}, { clock: { mode: 'scaled', rate: 60 } }],
    [[], { QF_SANDBOX_CLOCK: 'manual' }, { clock: { mode: 'manual' } }],
    [['--clock', 'real'], { QF_SANDBOX_CLOCK: 'manual' }, { clock: { mode: 'real' } }],
    [['--strict'], {}, { strict: true }],
    [[], { QF_SANDBOX_STRICT: '1' }, { strict: true }],
    [['--no-magic'], {}, { magic: false }],
    [['--seed', '42'], {}, { seed: 42 }],
    [
      ['--rule', 't0=true,refund_notify_type=cancel'],
      {},
      { rules: { t0: true, refund_notify_type: 'cancel' } },
    ],
  ])('obeys %j with %j', async (argv, env, expected) => {
    const running = await start(argv, env as Record<string, string>);
    expect((await running.info()).json).toMatchObject(expected);
    await running.close();
  });

  it('demands the token that was given, and makes one when it listens to everybody', async () => {
    const given = await start(['--token', 'secret-token']);
    expect((await given.info()).status).toBe(401);
    expect((await given.info({ authorization: 'Bearer secret-token' })).status).toBe(200);
    await given.close();
    const wide = await start(['--host', '0.0.0.0']);
    expect(wide.text).toMatch(/Token {6}[0-9a-f]{32}/);
    await wide.close();
  });

  it('prints what time it is there, which a journal may have moved far ahead', async () => {
    const argv = [...QUIET, '--clock', 'manual', '--now', '2026-03-05T10:00+08:00'];
    expect(await run(argv)).toContain('  Time       2026-03-05 10:00:00 (UTC+8)\n');
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:'],
    ['::', 'http://[::1]:'],
  ])('prints for %s addresses that a client and a browser take', async (host, address) => {
    const { text, close } = await start(['--host', host]);
    await close();
    expect(text).toContain(`  Dashboard  ${address}`);
    expect(text).toContain(`\nQFPAY_BASE_URL=${address}`);
    expect(text).toContain(`  Listens    on ${host}: other machines reach it`);
  });

  it.each([
    [['--host', '0.0.0.0'], /^http:\/\/127\.0\.0\.1:\d+\/pay\//],
    [['--public-url', 'https://pay.team.example'], /^https:\/\/pay\.team\.example\/pay\//],
  ])('sends customers where a browser can go: %j', async (argv, pages) => {
    const { url, close } = await start(argv);
    const gateway = gatewayCaller({ url, credentials: BUILT_IN_MERCHANT });
    expect((await gateway.pay({ out_trade_no: 'A' }))['pay_url']).toMatch(pages);
    await close();
  });

  it('lets the shop listen where it is told', async () => {
    const argv = ['--port', '0', '--data', 'memory', '--shop-port', '0', '--shop-host', '::1'];
    expect(await run(argv)).toMatch(/Shop {7}http:\/\/\[::1\]:\d+/);
  });

  it('reads stores from a file', async () => {
    const file = join(folder, 'config.json');
    const merchants = [
      { appCode: 'C0000001', clientKey: 'KEY-OF-THE-FILE-0001', name: 'From the file' },
    ];
    writeFileSync(file, JSON.stringify({ merchants, rules: { t0: true } }));
    const running = await start(['--config', file]);
    expect((await running.info()).json).toMatchObject({
      merchants: [{ name: 'From the file' }],
      rules: { t0: true },
    });
    await running.close();
  });

  it.each([
    [
      ['--clock', 'sundial'],
      '--clock: expected real, manual or a rate such as x60. Received: sundial',
    ],
    [['--port', '99999'], '--port: expected a port between 0 and 65535. Received: 99999'],
    [
      ['--notify-url', 'ftp://x'],
      '--notify-url: expected an http or https address. Received: ftp://x',
    ],
    [
      ['--notify-url', 'http://'],
      '--notify-url: expected an http or https address. Received: http://',
    ],
    [['--seed', 'x'], '--seed: expected a whole number. Received: x'],
    [['--rule', 't1=true'], /^rule t1: expected one of /],
    [['--config', '/nowhere.json'], /--config: expected a file with a JSON object/],
    [['--seed', '-1'], /^Option '--seed' argument is ambiguous\. See qf-sandbox --help\.$/],
    [
      ['--public-url', 'pay.team.example'],
      '--public-url: expected an http or https address. Received: pay.team.example',
    ],
    [['--host', ''], '--host: expected a value. Received: nothing'],
    [['--token='], '--token: expected a value. Received: nothing'],
    [['--data', ''], '--data: expected a value. Received: nothing'],
    [['--clock'], /^Option '--clock <value>' argument missing\. See qf-sandbox --help\.$/],
    [['--colour', 'red'], /Unknown option '--colour'.*See qf-sandbox --help/],
  ])('refuses %j with one sentence', async (argv, sentence) => {
    await expect(main([...QUIET, ...argv], {}, () => {})).rejects.toThrow(sentence);
  });

  it.each(['TOPSECRET-KEY-1234', '{"merchants": [{"clientKey": TOPSECRET-KEY-1234}]}'])(
    'says that a configuration is no JSON, and nothing of what it holds: %s',
    async (text) => {
      const file = join(folder, 'cut.json');
      writeFileSync(file, text);
      const starting = main([...QUIET, '--config', file], {}, () => {});
      await expect(starting).rejects.toThrow(
        `--config: expected a file with a JSON object. Received: ${file} (it is no JSON)`,
      );
    },
  );

  it('says that the stores it kept cannot be read, and nothing of what they are', async () => {
    writeFileSync(join(folder, 'merchants.json'), '[{"clientKey": TOPSECRET-KEY-1234}]');
    const starting = main(['--port', '0', '--no-shop', '--data', folder], {}, () => {});
    await expect(starting).rejects.toThrow(
      /^The stores in .*merchants\.json cannot be read: it is no JSON\. Mend/,
    );
    rmSync(join(folder, 'merchants.json'));
  });

  it('says which port is taken', async () => {
    await using first = await createSandbox();
    const { port } = new URL(first.url);
    await expect(
      main(['--no-shop', '--data', 'memory', '--port', port], {}, () => {}),
    ).rejects.toThrow(`Port ${port} is in use.`);
  });

  it.each([[['--help']], [['help']], [['pay', '--help']], [['exec', '--help', '--', 'npm']]])(
    'explains itself: %j',
    async (argv) => {
      expect(await run(argv)).toContain('--notify-url URL');
    },
  );

  it('says which version it is', async () => {
    expect(await run(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [{ merchnts: [] }, /^--config: expected names among merchants, .*Received: merchnts$/],
    [{ merchants: {} }, '--config: merchants: expected a list of stores. Received: an object'],
    [{ allowNotify: 'shop' }, '--config: allowNotify: expected a list of hosts. Received: shop'],
    [{ strict: 'yes' }, '--config: strict: expected true or false. Received: yes'],
    [{ rules: ['t0'] }, '--config: rules: expected an object of switches. Received: an array'],
    [{ publicUrl: 'x' }, '--config: publicUrl: expected an http or https address. Received: x'],
    [[], /it is no object/],
    [
      { merchants: [{ appCode: 'D0000001', clientKey: 'cut' }] },
      /^merchant D0000001: The client key has fewer than 16 characters/,
    ],
  ])('does not start with the configuration %j', async (config, sentence) => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify(config));
    await expect(main([...QUIET, '--config', file], {}, () => {})).rejects.toMatchObject({
      code: 'ERR_QF_SANDBOX_OPTION',
      message: expect.stringMatching(sentence instanceof RegExp ? sentence : literally(sentence)),
    });
  });

  it('tells where the journal is, and how time passes when that is not as usual', async () => {
    const usual = await start([]);
    await usual.close();
    expect(usual.text).toContain('  Journal    in memory, gone with this process\n');
    expect(usual.text).not.toContain('Clock');
    const kept = await start(['--data', folder, '--clock', 'manual']);
    await kept.close();
    expect(kept.text).toContain(`  Journal    ${folder}\n`);
    expect(kept.text).toContain('  Clock      stands still; move it with qf-sandbox advance\n');
  });
});

describe('--lan', () => {
  it('opens checkout and wallet to phones, and nothing else', async () => {
    await using sandbox = await createSandbox({ lan: true, clock: 'manual' });
    const { pay_url } = await gatewayCaller(sandbox).pay({ out_trade_no: 'LAN' });
    const token = String(pay_url).split('/').at(-1);
    const phone = `http://127.0.0.1:${new URL(String(sandbox.lanUrl)).port}`;
    const status = async (path: string) => (await fetch(phone + path)).status;
    expect(await status(`/w/${token}`)).toBe(200);
    expect(await status(`/pay/${token}`)).toBe(200);
    for (const path of ['/', '/_sandbox/', '/_sandbox/api/v1/info', '/trade/v1/query', '/livez']) {
      expect(await status(path)).toBe(404);
    }
  });

  it('makes pages whose addresses nobody can work out, unless a seed says what they are', async () => {
    const tokenOf = async (seed?: number) => {
      await using sandbox = await createSandbox({
        lan: true,
        clock: 'manual',
        ...(seed && { seed }),
      });
      return (await gatewayCaller(sandbox).pay({ out_trade_no: 'LAN' }))['pay_url'];
    };
    const path = (url: unknown) => new URL(String(url)).pathname;
    expect(path(await tokenOf())).not.toBe(path(await tokenOf()));
    expect(path(await tokenOf(7))).toBe(path(await tokenOf(7)));
  });
});

describe('a verb', () => {
  let sandbox: Sandbox;
  let receiver: Receiver;
  let flags: string[];

  beforeEach(async () => {
    receiver = await openReceiver();
    sandbox = await createSandbox({ clock: 'manual', notifyUrl: receiver.url });
    flags = ['--url', sandbox.url];
    await gatewayCaller(sandbox).pay({ out_trade_no: 'V-1' });
  });
  afterEach(async () => {
    await sandbox.close();
    await receiver.close();
  });

  it('status', async () => {
    expect(await run(['status', ...flags])).toMatch(/clock {10}manual[^\n]*\ntransactions {3}1\n/);
    expect(JSON.parse(await run(['status', '--json', ...flags]))).toMatchObject({
      counts: { transactions: 1 },
    });
  });

  it('pay, decline, notify and advance', async () => {
    await gatewayCaller(sandbox).pay({ out_trade_no: 'V-2' });
    expect(await run(['pay', 'V-1', ...flags])).toBe('V-1 is paid (0000)\n');
    expect(await run(['decline', 'V-2', '1201', ...flags])).toBe('V-2 is failed (1201)\n');
    expect(await run(['notify', 'V-1', ...flags])).toBe(
      'ntf_0000000001 is acknowledged: Acknowledged.\n',
    );
    expect(receiver.bodies).toHaveLength(1);
    expect(await run(['advance', '2m', ...flags])).toMatch(/^120 s later: notify/);
    expect(await run(['advance', 'next', ...flags])).toMatch(/nothing was due/);
    expect(await run(['advance', '2099-01-01T00:00+08:00', ...flags])).toMatch(/nothing was due/);
    expect(JSON.parse(await run(['advance', 'idle', '--json', ...flags]))).toMatchObject({
      ran: [],
    });
  });

  it('clock', async () => {
    expect(await run(['clock', ...flags])).toMatch(/^manual, \d{4}-.*Z, 1 waiting\n$/);
    expect(await run(['clock', 'x60', ...flags])).toMatch(/^x60, /);
    expect(await run(['status', ...flags])).toMatch(/clock {10}x60, /);
    expect(JSON.parse(await run(['clock', 'manual', '--json', ...flags]))).toMatchObject({
      mode: 'manual',
      rate: 0,
    });
  });

  it('tail', async () => {
    const lines = await run(['tail', '--limit', '2', ...flags]);
    expect(lines).toMatch(/sandbox\.opened\n.*payment\.created {2}V-1/);
  });

  it('export, reset and import', async () => {
    const file = join(folder, 'journal.ndjson');
    writeFileSync(file, await run(['export', ...flags]));
    await run(['reset', ...flags]);
    expect(sandbox.transactions.list()).toEqual([]);
    expect(await run(['import', file, ...flags])).toBe('Imported: 1 transactions.\n');
    expect(sandbox.transactions.get('V-1')?.state).toBe('created');
  });

  it('explain', async () => {
    const headers = { 'X-QF-SIGN': '0'.repeat(32) };
    await gatewayCaller(sandbox).call('payment', { ...ORDER, out_trade_no: 'V-3' }, headers);
    expect(await run(['explain', ...flags])).toMatch(
      /^req_\d+ \/trade\/v1\/payment 1108\nNo known mistake .* client key: .*\n$/,
    );
  });

  it.each([
    [['pay'], 'pay: expected an out_trade_no or a syssn.'],
    [['pay', 'nobody'], 'There is no transaction "nobody".'],
    [['notify', 'V-1'], 'There is no notification of V-1.'],
    [
      ['advance', 'soon'],
      'advance: expected next, idle, a time such as 2m or a moment such as 2026-01-01T23:30+08:00. Received: soon',
    ],
    [['clock', 'x0'], 'clock: expected real, manual or a rate such as x60. Received: x0'],
    [['explain'], 'No call was refused for its signature.'],
  ])('%j is refused with one sentence', async (argv, sentence) => {
    await expect(run([...argv, ...flags])).rejects.toThrow(sentence);
  });

  it.each([
    [['pay', 'V-1', 'V-2'], 'pay: expected no more than 1. Received: V-1 V-2'],
    [['reset', 'V-1'], 'reset: expected nothing behind it. Received: V-1'],
    [['tail', '--limit', 'x'], 'limit: expected a whole number from 1. Received: x'],
    [['notify', 'V-1', 'many'], 'notify: expected a whole number from 1. Received: many'],
    [['status', '--jsn'], "Unknown option '--jsn'. See qf-sandbox --help."],
    [['import', join('nowhere', 'at-all')], 'import: ENOENT'],
  ])('%j is not understood', async (argv, sentence) => {
    await gatewayCaller(sandbox).pay({ out_trade_no: 'V-2', notify_url: receiver.url });
    await sandbox.wallet.approve('V-1');
    await expect(run([...argv, ...flags])).rejects.toThrow(sentence);
  });

  it('says that the token is missing', async () => {
    await using closed = await createSandbox({ token: 'sesame-0001' });
    const argv = ['status', '--url', closed.url];
    await expect(run(argv)).rejects.toThrow('Give it with --token or QF_SANDBOX_TOKEN.');
    expect(await run([...argv, '--token', 'sesame-0001'])).toContain(closed.url);
    expect(await run(argv, { QF_SANDBOX_TOKEN: 'sesame-0001' })).toContain(closed.url);
  });

  it('that does not exist is said to', async () => {
    await expect(run(['strat'])).rejects.toThrow('There is no command strat. See');
  });

  it('tail ends by itself, and lets go of the stream', async () => {
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const endless = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"seq":1,"at":0,"type":"sandbox.opened"}\n\n');
      response.once('close', letGo);
    }).listen(0, '127.0.0.1');
    await once(endless, 'listening');
    const { port } = endless.address() as AddressInfo;
    const line = await run(['tail', '--limit', '1', '--url', `http://127.0.0.1:${port}`]);
    expect(line).toContain('sandbox.opened');
    await gone;
    endless.close();
  });

  it('says that no sandbox answers', async () => {
    await expect(run(['status', '--url', 'http://127.0.0.1:1'])).rejects.toThrow(
      'No sandbox answers at http://127.0.0.1:1. Start one, or name it with --url.',
    );
  });
});

describe('exec', () => {
  const script = (text: string) => ['exec', '--', process.execPath, '-e', text];

  it('gives the command a sandbox of its own', async () => {
    const ask =
      "fetch(process.env.QFPAY_BASE_URL + '/readyz').then(r => process.exit(r.ok ? 0 : 1))";
    await expect(run(script(ask))).resolves.toBe('');
  });

  it('ends with the command’s code, and tells the last events', async () => {
    const printed: string[] = [];
    const failing = main(script('process.exit(7)'), {}, (text) => printed.push(text));
    await expect(failing).rejects.toMatchObject({ exitCode: 7 });
    expect(printed.join('')).toContain('"type":"sandbox.opened"');
  });

  it('tells what was wrong with the calls of a command that failed', async () => {
    const printed: string[] = [];
    const unsigned = `
      const { createHash } = require('node:crypto');
      const { QFPAY_BASE_URL, QFPAY_APP_CODE } = process.env;
      const body = 'out_trade_no=A-1';
      const sign = createHash('md5').update(body).digest('hex');
      const headers = { 'X-QF-APPCODE': QFPAY_APP_CODE, 'X-QF-SIGN': sign,
        'content-type': 'application/x-www-form-urlencoded' };
      fetch(QFPAY_BASE_URL + '/trade/v1/query', { method: 'POST', body, headers })
        .then(() => process.exit(1));`;
    await expect(main(script(unsigned), {}, (text) => printed.push(text))).rejects.toThrow();
    expect(printed.join('')).toContain(
      'POST /trade/v1/query 1108: The text was hashed without the client key.',
    );
  });

  it('says what it cannot start', async () => {
    await expect(run(['exec', '--', '/nowhere/at-all'])).rejects.toThrow(
      /^exec: \/nowhere\/at-all/,
    );
    await expect(run(['exec', 'true'])).rejects.toThrow(
      'exec: expected -- and a command, such as exec -- npm test.',
    );
  });
});
