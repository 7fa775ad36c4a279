const STRING_OR_SEPARATOR = /"[^"\\]*(?:\\.[^"\\]*)*"|[,:]/g;
const BEYOND_ASCII = /[\u007f-\uffff]/g;

/**
 * Prints JSON the way the gateway does: a space after `,` and `:`, everything beyond printable ASCII
 * as `\uXXXX`. Deployed receivers rebuild the signed text from parsed data in exactly this style, so
 * a sender that prints it differently breaks them (QFPay, Asynchronous Notifications; observed).
 *
 * @throws TypeError for what JSON cannot carry at the top: undefined, functions, big integers, cycles
 * @example
 * gatewayJson({ respcd: '0000', goods_name: '奶茶' });
 * // '{"respcd": "0000", "goods_name": "\\u5976\\u8336"}'
 */
export function gatewayJson(value: unknown): string {
  const compact: string | undefined = JSON.stringify(value);
  if (compact === undefined) throw new TypeError(`JSON has no text for ${typeof value}.`);
  return compact
    .replace(STRING_OR_SEPARATOR, (token) => (token.length === 1 ? `${token} ` : token))
    .replace(BEYOND_ASCII, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
