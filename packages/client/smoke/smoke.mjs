/** Uses the packed package and its neighbours as ES modules and as CommonJS under every supported runtime. */
import { smoke } from '../../../.ci/smoke.mjs';

smoke({
  packages: ['packages/signing', 'packages/protocol', 'packages/client'],
  folder: new URL('.', import.meta.url),
  programs: ['use.mjs', 'use.cjs'],
  helpers: ['story.cjs', 'gateway.cjs'],
});
