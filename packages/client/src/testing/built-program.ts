import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

/** Builds a program of this folder, so that starting it costs little; resolves to its path. */
export async function builtProgram(name: string): Promise<string> {
  const outDir = join(PACKAGE, 'node_modules', '.programs');
  await build({
    config: false,
    silent: true,
    entry: [fileURLToPath(new URL(name, import.meta.url))],
    format: 'esm',
    target: 'node20',
    platform: 'node',
    // Left where Node finds them: they would not survive being bundled into ESM.
    external: ['ioredis', 'rate-limiter-flexible', 'undici'],
    noExternal: [/^@qf\//, 'zod'],
    outDir,
    outExtension: () => ({ js: '.mjs' }),
    esbuildOptions: (options) => {
      options.conditions = ['@qf/source', 'import'];
    },
  });
  return join(outDir, basename(name).replace('.ts', '.mjs'));
}
