/** Uses the packed sandbox under every supported runtime; the same seed and story must give the same journal in all. */
import { smoke } from '../../../.ci/smoke.mjs';

smoke({
  packages: [
    'packages/signing',
    'packages/protocol',
    'packages/client',
    'packages/express-middleware',
    'apps/sandbox',
  ],
  folder: new URL('.', import.meta.url),
  programs: ['use.mjs'],
});
