import type { Result } from './contest.ts';

/** Prints a contest as a table: name, cost for one time, ratio to the first line. */
export function report(title: string, results: readonly Result[], goal: string): void {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, cost_us, ratio }) => {
    const cost = cost_us.toFixed(cost_us < 100 ? 2 : 0).padStart(10);
    return `  ${name.padEnd(width)} ${cost} µs  ${ratio.toFixed(2).padStart(6)} ×`;
  });
  print(`\n${title}\n${lines.join('\n')}\n  goal: ${goal}\n`);
}

/** Prints named figures, one a line. */
export function reportFigures(title: string, figures: Readonly<Record<string, string>>): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  const lines = Object.entries(figures).map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
  print(`\n${title}\n${lines.join('\n')}\n`);
}

function print(text: string): void {
  process.stdout.write(text);
}
