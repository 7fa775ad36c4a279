/** Uses the packed package as an ES module and as CommonJS under every supported runtime. */
import { NODES, smoke } from '../../../.ci/smoke.mjs';

smoke({
  packages: ['packages/signing'],
  folder: new URL('.', import.meta.url),
  programs: ['use.mjs', 'use.cjs'],
  runtimes: [
    ...NODES,
    { npm: 'bun@1.4.5', command: ['bun', 'run'] },
    { npm: 'deno@2.9.6', command: ['deno', 'run', '--allow-read', '--node-modules-dir=manual'] },
  ],
});
