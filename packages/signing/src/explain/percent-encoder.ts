/** How some platform escapes text for addresses and forms, told by its difference from `encodeURIComponent`. */
export interface PercentEncoder {
  /** A space becomes `+`, not `%20`. */
  readonly plus?: boolean;
  /** Characters that it escapes and `encodeURIComponent` does not. */
  readonly alsoEscaped?: RegExp;
  /** Escapes that it does not make and `encodeURIComponent` does. */
  readonly unescaped?: RegExp;
  readonly lowerCase?: boolean;
}

/** Those that write a space as `%20`. */
export const PERCENT_ENCODERS: readonly PercentEncoder[] = [
  {}, // JavaScript encodeURIComponent
  { alsoEscaped: /[!*'()]/g }, // RFC 3986: PHP rawurlencode
  { alsoEscaped: /[!*'()]/g, unescaped: /%2F/g }, // Python quote
  { unescaped: /%(?:3B|2F|3F|3A|40|26|3D|2B|24|2C|23)/g }, // encodeURI
  { lowerCase: true }, // .NET
];

/** Those that write a space as `+`, as forms do. */
export const PLUS_ENCODERS: readonly PercentEncoder[] = [
  { plus: true, alsoEscaped: /[!'()~]/g }, // browsers, Java
  { plus: true, alsoEscaped: /[!*'()~]/g }, // PHP urlencode, http_build_query
  { plus: true, alsoEscaped: /[!*'()]/g }, // Python urlencode
  { plus: true, alsoEscaped: /['~]/g, lowerCase: true }, // .NET
];

/** The text, escaped as UTF-8. */
export function encoded(text: string, encoder: PercentEncoder): string {
  const { plus, alsoEscaped, unescaped, lowerCase } = encoder;
  let result = encodeURIComponent(text.toWellFormed());
  if (alsoEscaped) result = result.replace(alsoEscaped, escaped);
  if (unescaped) result = result.replace(unescaped, decodeURIComponent);
  if (lowerCase) result = result.replace(/%../g, (hex) => hex.toLowerCase());
  return plus ? result.replaceAll('%20', '+') : result;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
