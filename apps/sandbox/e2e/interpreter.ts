import { spawnSync } from 'node:child_process';

/**
 * Whether a program that some tests run can be started here. Without it they are left out, and say so in
 * their title; with `CI` set they run all the same, and fail.
 */
export function runsHere(command: string): boolean {
  // biome-ignore lint/style/noProcessEnv: whether a missing program is a failure is for the runner to say
  return Boolean(process.env['CI']) || spawnSync(command, ['--version']).status === 0;
}
