import { expect, it } from 'vitest';
import { hideBytes } from './hide-bytes.ts';

it('hides what a parser could not read, wherever in the chain of causes', () => {
  const parser = Object.assign(new Error('Parse Error'), { rawPacket: Buffer.from('28111') });
  const error = new Error('fetch failed', {
    cause: Object.assign(new Error('odd', { cause: parser }), { data: '28111', code: 'HPE' }),
  });
  hideBytes(error);
  expect(error.cause).toMatchObject({ data: '[hidden]', code: 'HPE' });
  expect(parser.rawPacket).toBe('[hidden]');
  expect(error).not.toHaveProperty('data');
});

it('comes to an end with causes that run in a circle, and with what is no error', () => {
  const error = new Error('odd');
  error.cause = error;
  hideBytes(error);
  const reason = { data: '28111' };
  hideBytes(reason);
  expect(reason.data).toBe('28111');
});
