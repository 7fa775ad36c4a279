import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { manualClock } from './testing/manual-clock.ts';
import { takenOfRoom } from './testing/taken-of-room.ts';
import { webBody } from './web-body.ts';

const URL_ = 'http://shop.test/notify';

/** A body of these chunks, and whether it was given up. */
function stream(...chunks: readonly (string | Error)[]) {
  const seen = { cancelled: false };
  const body = new ReadableStream({
    pull: (controller) => {
      const [next] = chunks;
      chunks = chunks.slice(1);
      if (next instanceof Error) return controller.error(next);
      if (next === undefined) return controller.close();
      controller.enqueue(new TextEncoder().encode(next));
    },
    cancel: () => {
      seen.cancelled = true;
    },
  });
  return { body, seen };
}

function read(body: string | ReadableStream | null, headers: Record<string, string> = {}) {
  const clock = manualClock();
  const request = new Request(URL_, {
    method: 'POST',
    body,
    headers,
    duplex: 'half',
  } as RequestInit);
  const reading = webBody(request, { maxBody: 5, bodyTimeout: 1_000, clock });
  return { clock, request, reading };
}

describe('webBody', () => {
  it('joins what comes, up to the limit, and leaves no timer', async () => {
    const { clock, reading } = read(stream('ab', 'c', 'de').body);
    expect(await reading).toEqual({ state: 'read', bytes: new TextEncoder().encode('abcde') });
    expect(clock.waiting).toBe(0);
  });

  it('is empty where there is no body', async () => {
    expect(await read(null).reading).toEqual({ state: 'read', bytes: new Uint8Array() });
  });

  it.each([
    ['5', 'read'],
    ['6', 'too_large'],
  ])('goes by a declared length of %s', async (length, state) => {
    expect(await read('abcde', { 'content-length': length }).reading).toMatchObject({ state });
  });

  it('is refused where it comes as text', async () => {
    const { clock, reading } = read(new ReadableStream({ start: (c) => c.enqueue('abc') }));
    expect(await reading).toMatchObject({
      state: 'body_consumed',
      sentence: expect.stringMatching(/Received: text, not bytes\.$/),
    });
    expect([clock.waiting, takenOfRoom()]).toEqual([0, 0]);
  });

  it('gives up what grows beyond the limit', async () => {
    const { body, seen } = stream('abc', 'def', 'ghi', 'jkl');
    const { clock, reading } = read(body);
    expect(await reading).toEqual({ state: 'too_large' });
    expect([seen.cancelled, clock.waiting]).toEqual([true, 0]);
  });

  it('keeps nothing for each of the chunks that it has taken', async () => {
    setFlagsFromString('--expose-gc');
    const heap = () => {
      runInNewContext('gc()');
      return process.memoryUsage().heapUsed;
    };
    const chunks = 20_000;
    let sent = 0;
    let isSent = () => {};
    const all = new Promise<void>((resolve) => {
      isSent = resolve;
    });
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        if (sent <= chunks) return controller.enqueue(Uint8Array.of(0x7b));
        isSent();
        return new Promise(() => {});
      },
    });
    const request = new Request(URL_, { method: 'POST', body, duplex: 'half' } as RequestInit);
    const clock = manualClock();
    const before = heap();
    const reading = webBody(request, { maxBody: 65_536, bodyTimeout: 1_000, clock });
    await all;
    expect(heap() - before).toBeLessThan(chunks * 50);
    clock.advance(1_000);
    expect(await reading).toEqual({ state: 'too_slow' });
  });

  it('gives up what takes too long, and not before, also where giving up hangs', async () => {
    const { clock, reading } = read(new ReadableStream({ cancel: () => new Promise(() => {}) }));
    clock.advance(999);
    expect(clock.waiting).toBe(1);
    clock.advance(1);
    expect(await reading).toEqual({ state: 'too_slow' });
  });

  it('is aborted where the sender breaks off', async () => {
    const { clock, reading } = read(stream('ab', new Error('cut')).body);
    expect(await reading).toEqual({ state: 'aborted' });
    expect(clock.waiting).toBe(0);
  });

  it('is not made again from what somebody read', async () => {
    const request = new Request(URL_, { method: 'POST', body: '{}' });
    await request.text();
    const limits = { maxBody: 5, bodyTimeout: 1_000, clock: manualClock() };
    expect(await webBody(request, limits)).toMatchObject({
      state: 'body_consumed',
      sentence: expect.stringMatching(/Received: a Request whose body was read\.$/),
    });
  });

  it('is not read while somebody else does', async () => {
    const request = new Request(URL_, { method: 'POST', body: '{}' });
    request.body?.getReader();
    const limits = { maxBody: 5, bodyTimeout: 1_000, clock: manualClock() };
    expect(await webBody(request, limits)).toMatchObject({
      state: 'body_consumed',
      error: { code: 'ERR_QF_BODY_CONSUMED' },
      sentence: expect.stringMatching(/Received: a Request whose body is being read\.$/),
    });
  });

  it.each([
    ['whole', ['ab', 'c']],
    ['too large', ['abc', 'def']],
    ['broken off', ['abc', new Error('cut')]],
  ])('leaves no room taken when it is %s', async (_, chunks) => {
    const before = takenOfRoom();
    const { reading } = read(stream(...chunks).body);
    await reading;
    expect(takenOfRoom()).toBe(before);
  });

  it('takes room while it is on its way, and leaves none taken when it is too slow', async () => {
    const before = takenOfRoom();
    const { clock, reading } = read(
      new ReadableStream({ start: (controller) => controller.enqueue(Uint8Array.of(1, 2, 3)) }),
    );
    await expect.poll(takenOfRoom).toBe(before + 3);
    clock.advance(1_000);
    await reading;
    expect(takenOfRoom()).toBe(before);
  });
});
