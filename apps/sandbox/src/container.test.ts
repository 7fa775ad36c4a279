import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FLAGS } from './flags.ts';

const ROOT = join(import.meta.dirname, '..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const compose = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** There may be no engine to build them with, so what can be read off them is. */
describe('Dockerfile and compose file', () => {
  it('install the version they belong to', () => {
    expect(dockerfile).toContain(`@qf/sandbox@${version}`);
  });

  it('start from one exact Node that the package supports', () => {
    expect(dockerfile).toMatch(/^FROM node:20\.\d+\.\d+-[a-z]+-slim$/m);
  });

  it('run as nobody special, and keep the journal outside', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^VOLUME \/data$/m);
    expect(compose).toContain('journal:/data');
  });

  it('publish ports to this machine only, and demand a token', () => {
    const ports = [...compose.matchAll(/^ {6}- (\S+:\d+:\d+)$/gm)].map(([, port]) => port);
    expect(ports.every((port) => port?.startsWith('127.0.0.1:'))).toBe(true);
    expect(ports).toHaveLength(2);
    expect(compose).toMatch(/QF_SANDBOX_TOKEN: \$\{QF_SANDBOX_TOKEN:\?/);
  });

  it('listen where a published port can reach them, gateway and shop', () => {
    expect(dockerfile).toMatch(/\bQF_SANDBOX_HOST=0\.0\.0\.0\b/);
    expect(dockerfile).toMatch(/\bQF_SANDBOX_SHOP_HOST=0\.0\.0\.0\b/);
  });

  it('set only variables that there are', () => {
    const known = Object.keys(FLAGS).map(
      (flag) => `QF_SANDBOX_${flag.toUpperCase().replaceAll('-', '_')}`,
    );
    const used = [...`${dockerfile}${compose}`.matchAll(/\b(QF_SANDBOX_[A-Z_]+)\b/g)].map(
      ([, name]) => name,
    );
    expect(used.filter((name) => !known.includes(String(name)))).toEqual([]);
  });
});
