/** The pay type that a row, or the first of several rows, shows. */
export function payTypeIn(raw: unknown): string | undefined {
  const row: unknown = Array.isArray(raw) ? raw[0] : raw;
  const code: unknown = Reflect.get(Object(row) as object, 'pay_type');
  return typeof code === 'string' ? code : undefined;
}
