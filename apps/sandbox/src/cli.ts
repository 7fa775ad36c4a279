#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`qf-sandbox needs Node 20.19 or newer. This is ${process.version}.\n`);
  process.exit(1);
}

/** A command's own code; 2 for what is wrong on the command line, 1 for everything else. */
function exitCode(error: unknown): number {
  const own: unknown = Object(error)['exitCode'];
  if (typeof own === 'number') return own;
  return Object(error)['code'] === 'ERR_QF_SANDBOX_OPTION' ? 2 : 1;
}

/** Whoever reads along may stop, as `head` does: that ends what only prints, but no sandbox and no command of `exec`. */
function readerLeft(error: Error & { code?: string }): void {
  if (error.code !== 'EPIPE') throw error;
  if (!isRunning && process.argv[2] !== 'exec') process.exit();
}

let isRunning = false;
process.stdout.on('error', readerLeft);

// Loaded after the check, so that an old Node meets a sentence and not a syntax error.
const { endWithNpm } = await import('./end-with-npm.ts');
const { main } = await import('./main.ts');
try {
  // biome-ignore lint/style/noProcessEnv: likewise
  endWithNpm(process.env);
  // biome-ignore lint/style/noProcessEnv: the command line's entry is where the environment comes in
  const running = await main(process.argv.slice(2), process.env);
  isRunning = true;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void running.close());
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCode(error);
}
