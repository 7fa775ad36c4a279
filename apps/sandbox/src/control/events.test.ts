import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { type ControlCaller, controlCaller } from '../testing/control-caller.ts';
import { type GatewayCaller, gatewayCaller } from '../testing/gateway-caller.ts';

let sandbox: Sandbox;
let control: ControlCaller;
let gateway: GatewayCaller;

beforeEach(async () => {
  sandbox = await createSandbox({ clock: 'manual', now: '2026-01-01T10:00:00+08:00' });
  control = controlCaller(sandbox);
  gateway = gatewayCaller(sandbox);
});
afterEach(() => sandbox.close());

describe('/events', () => {
  it('come page by page', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    await control.post('/transactions/A/approve');
    const { json } = await control.get('/events?after=1');
    expect(json.events.map(({ type }: { type: string }) => type)).toEqual([
      'payment.created',
      'payment.paid',
      'notification.queued',
    ]);
    expect((await control.get('/events?type=payment&limit=1')).json.events).toMatchObject([
      { seq: 2 },
    ]);
    expect((await control.get('/events?after=x')).status).toBe(400);
  });

  it('come as a stream that goes on where the reader stopped', async () => {
    await gateway.pay({ out_trade_no: 'A' });
    const stream = await openStream({ 'last-event-id': '1' });
    expect(await stream.next()).toMatchObject({ id: '2', event: 'payment.created' });
    await control.post('/transactions/A/approve');
    expect(await stream.next()).toMatchObject({ id: '3', event: 'payment.paid' });
    await stream.close();
  });

  it('tell of a gap when the reader knows more than there is', async () => {
    const stream = await openStream({ 'last-event-id': '99' });
    expect(await stream.next()).toMatchObject({ event: 'gap', data: { asked: 99, last: 1 } });
    expect(await stream.next()).toMatchObject({ id: '1', event: 'sandbox.opened' });
    await stream.close();
  });
});

describe('a reader of /events that does not read', () => {
  /** So much that no socket's buffers hold it. */
  const notes = Array.from({ length: 3000 }, (_, index) =>
    JSON.stringify({
      seq: index + 1,
      at: 0,
      type: 'note.added',
      syssn: '1',
      note: `${index} ${'x'.repeat(10_000)}`,
    }),
  ).join('\n');

  /** Opens the stream on a socket that takes nothing more after the first sign of life. */
  async function silent(lastEventId: number): Promise<Socket> {
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    const head =
      'GET /_sandbox/api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream';
    socket.write(`${head}\r\nLast-Event-ID: ${lastEventId}\r\n\r\n`);
    await once(socket, 'data');
    return socket.pause();
  }

  it('is cut off, and goes on where it was', async () => {
    const { last } = (await control.get('/events')).json;
    const socket = await silent(last);
    await sandbox.import(notes);
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.resume();
    await once(socket, 'close');
    expect(text.includes('2999 xxx')).toBe(false);
    const heard = Math.max(
      last,
      ...[...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
    );
    const stream = await openStream({ 'last-event-id': String(heard) });
    expect(await stream.next()).toMatchObject({ id: String(heard + 1) });
    await stream.close();
  });

  it('hears all of what was before, as fast as it likes', async () => {
    await sandbox.import(notes);
    const socket = await silent(0);
    await gateway.pay({ out_trade_no: 'LATE' });
    let ids = 0;
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text = (text.slice(-20) + part).slice(-40_000);
      ids += part.match(/xxx"\}/g)?.length ?? 0;
      if (text.includes('"LATE"')) socket.destroy();
    });
    socket.resume();
    await once(socket, 'close');
    expect(ids).toBeGreaterThan(2900);
  });
});

/** Reads a stream message by message, comments left out. */
async function openStream(headers: Record<string, string>) {
  const response = await fetch(`${sandbox.url}/_sandbox/api/v1/events`, {
    headers: { accept: 'text/event-stream', ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next = async (): Promise<Record<string, unknown>> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const message = text.slice(0, end);
        text = text.slice(end + 2);
        if (message.startsWith(':')) continue;
        const lines = message.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2));
        const fields = Object.fromEntries(lines);
        return { ...fields, data: JSON.parse(fields['data']) };
      }
      const { value = '' } = (await reader?.read()) ?? {};
      text += value;
    }
  };
  return { next, close: async () => reader?.cancel() };
}
