/** What a value is, for error sentences: `Null`, `String`, `Array`, `Map`, … */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
