/** How some platform prints JSON. */
interface Style {
  readonly comma: ',' | ', ';
  readonly colon: ':' | ': ';
  readonly ascii: boolean;
  readonly slashes: boolean;
}

const STYLES: readonly Style[] = [
  { comma: ', ', colon: ': ', ascii: true, slashes: false }, // the gateway, Python
  { comma: ',', colon: ':', ascii: false, slashes: false }, // JSON.stringify, Java, Go
  { comma: ',', colon: ':', ascii: true, slashes: true }, // PHP
  { comma: ',', colon: ':', ascii: false, slashes: true }, // PHP with JSON_UNESCAPED_UNICODE
  { comma: ',', colon: ':', ascii: true, slashes: false }, // PHP with JSON_UNESCAPED_SLASHES
  { comma: ', ', colon: ': ', ascii: false, slashes: false }, // Python with ensure_ascii=False
];

/** The value as the usual platforms print it, the gateway's own style first. */
export function jsonStyles(value: unknown): readonly string[] {
  return [...STYLES.map((style) => printed(value, style)), JSON.stringify(value, null, 2)];
}

function printed(value: unknown, style: Style): string {
  const { comma, colon } = style;
  if (Array.isArray(value)) return `[${value.map((item) => printed(item, style)).join(comma)}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([name, item]) => `${scalar(name, style)}${colon}${printed(item, style)}`,
    );
    return `{${entries.join(comma)}}`;
  }
  return scalar(value, style);
}

function scalar(value: unknown, { ascii, slashes }: Style): string {
  const quoted = slashes ? JSON.stringify(value).replaceAll('/', '\\/') : JSON.stringify(value);
  if (!ascii) return quoted;
  return quoted.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
