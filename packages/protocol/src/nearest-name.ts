/**
 * The known name that a misspelt one most likely meant: the same letters in another case or with
 * other separators, or at most two edits away. Undefined when nothing is close.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = simplified(name);
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(wanted, simplified(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.min(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

function simplified(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(0, 40);
}

/** Insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
