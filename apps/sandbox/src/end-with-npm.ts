/** How often the parent is looked for, in real milliseconds. */
const EVERY_MS = 200;

/** npm's shell runs this program and nothing else: with a `&` in it the shell may end before. */
const ONLY_THIS = /^["']?qf-sandbox["']?(?!\S)[^&|;\n]*$/;

/**
 * Tells this process to end when the npx or npm that runs it is told to.
 *
 * npm passes `SIGTERM` on to the shell between, and that ends without passing it on: losing the parent means the same.
 */
export function endWithNpm(env: Readonly<Record<string, string | undefined>>): void {
  if (!ONLY_THIS.test(env['npm_lifecycle_script'] ?? '')) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  watch.unref();
}
