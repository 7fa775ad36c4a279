import { describe, expect, it } from 'vitest';
import { resolveTarget } from './target.ts';

const NOBODY: ReadonlySet<string> = new Set();

describe('resolveTarget', () => {
  it.each([
    ['http://127.0.0.1:3000/n', '127.0.0.1', 4],
    ['http://127.8.9.10/n', '127.8.9.10', 4],
    ['http://[::1]:3000/n', '::1', 6],
    ['http://2130706433/n', '127.0.0.1', 4],
    ['http://0x7f.1/n', '127.0.0.1', 4],
  ])('lets %s through to %s', async (url, address, family) => {
    expect(await resolveTarget(url, NOBODY)).toMatchObject({
      addresses: [{ address, family }],
    });
  });

  it.each([
    'http://10.0.0.1/n',
    'http://169.254.169.254/latest/meta-data',
    'http://192.168.1.1/n',
    'http://0.0.0.0/n',
    'http://[::]/n',
    'http://[fe80::1]/n',
    'http://[::ffff:10.0.0.1]/n',
    'http://1.1.1.1/n',
    'http://3232235777/n',
  ])('refuses %s, which is not this machine', async (url) => {
    expect(await resolveTarget(url, NOBODY)).toMatchObject({
      refused: expect.stringMatching(/not this machine\. Allow it with --allow-notify/),
    });
  });

  it.each(['ftp://127.0.0.1/n', 'file:///etc/passwd', 'javascript:alert(1)', 'nonsense'])(
    'refuses %s, which is no web address',
    async (url) => {
      expect(await resolveTarget(url, NOBODY)).toMatchObject({
        refused: expect.stringMatching(/expected an http or https address/),
      });
    },
  );

  it('lets an allowed host through', async () => {
    expect(await resolveTarget('http://10.0.0.1/n', new Set(['10.0.0.1']))).toMatchObject({
      addresses: [{ address: '10.0.0.1', family: 4 }],
    });
  });

  it('refuses a name of which one address is somewhere else', async () => {
    const lookup = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await resolveTarget('http://rebound.example/n', NOBODY, lookup)).toEqual({
      refused: expect.stringContaining('rebound.example is 10.0.0.1, not this machine'),
    });
  });

  it('says when a name has no address', async () => {
    expect(await resolveTarget('http://nowhere.invalid/n', NOBODY)).toEqual({
      refused: 'the host nowhere.invalid has no address.',
    });
  });
});
