import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isPlainBody } from './body-rules.ts';
import { type RawRequest, rawBody } from './raw-body.ts';
import { type ManualClock, manualClock } from './testing/manual-clock.ts';
import { takenOfRoom } from './testing/taken-of-room.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A request with this stream, and with what was left on it. */
const request = (stream: Readable, more: object = {}) =>
  Object.assign(stream, { headers: {}, ...more }) as unknown as RawRequest;

/** Reads up to 5 bytes in up to a second. */
function read(given: RawRequest) {
  const clock = manualClock();
  return { clock, reading: rawBody(given, { maxBody: 5, bodyTimeout: 1_000, clock }) };
}

describe('rawBody', () => {
  it('joins what comes, and leaves no timer', async () => {
    const { clock, reading } = read(request(Readable.from([bytes('ab'), bytes('cde')])));
    expect(await reading).toEqual({ state: 'read', bytes: bytes('abcde') });
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['5', 'read'],
    ['6', 'too_large'],
  ])('goes by a declared length of %s', async (length, state) => {
    const headers = { 'content-length': length };
    const { reading } = read(request(Readable.from([bytes('abcde')]), { headers }));
    expect(await reading).toMatchObject({ state });
  });

  it.each([
    ['whole', 'abc', (stream: PassThrough) => stream.end()],
    ['too large', 'abc', (stream: PassThrough) => stream.write(bytes('def'))],
    ['broken off', 'abc', (stream: PassThrough) => stream.destroy()],
    ['too slow', 'abc', (_stream: PassThrough, clock: ManualClock) => clock.advance(1_000)],
  ])('takes room while it is on its way, and none when it is %s', async (_, text, end) => {
    const before = takenOfRoom();
    const stream = new PassThrough();
    const { clock, reading } = read(request(stream));
    stream.write(bytes(text));
    await expect.poll(takenOfRoom).toBe(before + 3);
    end(stream, clock);
    await reading;
    stream
      .on('error', () => {})
      .resume()
      .write(bytes('more'), () => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(takenOfRoom()).toBe(before);
  });

  it.each(['rawBody', 'body'])('takes the bytes that were kept as request.%s', async (name) => {
    const kept = (text: string) =>
      rawBody(request(Readable.from([]), { [name]: bytes(text) }), {
        ...{ maxBody: 5, bodyTimeout: 1_000, clock: manualClock() },
      });
    expect(await kept('abcde')).toEqual({ state: 'read', bytes: bytes('abcde') });
    expect(await kept('abcdef')).toEqual({ state: 'too_large' });
  });

  it('prefers request.rawBody to what a parser made of it', async () => {
    const given = request(Readable.from([]), { rawBody: bytes('raw'), body: bytes('made') });
    expect(await read(given).reading).toEqual({ state: 'read', bytes: bytes('raw') });
  });

  it('gives up what grows beyond the limit, and takes no more of it', async () => {
    const stream = new PassThrough();
    const { clock, reading } = read(request(stream));
    stream.write(bytes('abc'));
    stream.write(bytes('def'));
    expect(await reading).toEqual({ state: 'too_large' });
    expect([stream.isPaused(), clock.waiting]).toEqual([true, 0]);
  });

  it('gives up what takes too long, and not before', async () => {
    const stream = new PassThrough();
    const { clock, reading } = read(request(stream));
    clock.advance(999);
    expect([stream.isPaused(), clock.waiting]).toEqual([false, 1]);
    clock.advance(1);
    expect(await reading).toEqual({ state: 'too_slow' });
    expect(stream.isPaused()).toBe(true);
  });

  it.each([
    ['breaks off', undefined],
    ['fails', new Error('reset')],
  ])('is aborted when the stream %s', async (_, error) => {
    const stream = new PassThrough();
    const { clock, reading } = read(request(stream));
    stream.destroy(error);
    expect(await reading).toEqual({ state: 'aborted' });
    expect(clock.waiting).toBe(0);
  });

  it('is aborted when the stream was gone before', async () => {
    expect(await read(request(new PassThrough().destroy())).reading).toEqual({ state: 'aborted' });
  });

  it('does not mind what becomes of a stream that it gave up', async () => {
    const stream = new PassThrough();
    const { clock, reading } = read(request(stream));
    clock.advance(1_000);
    await reading;
    stream.resume().write(bytes('abc'));
    stream.destroy(new Error('reset'));
    await new Promise((resolve) => stream.on('close', resolve));
    expect(await reading).toEqual({ state: 'too_slow' });
  });

  it.each([
    ['text', { rawBody: 'text' }, 'request.rawBody of type string'],
    ['an object', { body: {} }, 'request.body of type object'],
    ['nothing', {}, 'a stream that was read'],
  ])('says so where a parser has left %s of it', async (_, left, received) => {
    const stream = Readable.from([bytes('abc')]);
    for await (const _chunk of stream);
    expect(await read(request(stream, left)).reading).toMatchObject({
      state: 'body_consumed',
      sentence: `ERR_QF_BODY_CONSUMED: The body was read before, and its signature covers the bytes as they came. Mount notifications() before express.json(), give this route express.raw({ type: () => true }), or keep the bytes as request.rawBody. Received: ${received}.`,
      error: { code: 'ERR_QF_BODY_CONSUMED' },
    });
  });

  it('says so where somebody has read an empty body to its end', async () => {
    const stream = new PassThrough({ autoDestroy: false });
    stream.end().resume();
    await new Promise((resolve) => stream.on('end', resolve));
    expect(await read(request(stream)).reading).toMatchObject({ state: 'body_consumed' });
  });

  it('says so where a parser is still reading', async () => {
    const stream = new PassThrough();
    stream.write(bytes('abc'));
    stream.read();
    expect(await read(request(stream)).reading).toMatchObject({ state: 'body_consumed' });
  });
});

describe('isPlainBody', () => {
  it.each([
    [undefined, undefined],
    [null, null],
    ['', ''],
    [' Identity ', 'application/json'],
    ['identity', 'text/multipart/'],
  ])('takes coding %j and type %j', (coding, type) => {
    expect(isPlainBody(coding, type)).toBe(true);
  });

  it.each([
    ['gzip', 'application/json'],
    ['identity, gzip', undefined],
    ['x', null],
    [undefined, 'multipart/form-data; boundary=x'],
    [undefined, '  Multipart/mixed'],
  ])('refuses coding %j and type %j', (coding, type) => {
    expect(isPlainBody(coding, type)).toBe(false);
  });
});
