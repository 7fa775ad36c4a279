/** How some platform escapes text for addresses and forms, told by its difference from `encodeURIComponent`. */
export interface PercentEncoder {
  readonly space: '%20' | '+';
  /** Characters that it escapes and `encodeURIComponent` does not. */
  readonly alsoEscaped: RegExp;
  /** Escapes that it does not make and `encodeURIComponent` does. */
  readonly unescaped?: RegExp;
  readonly lowerCase?: boolean;
}

/** Those that write a space as `%20`. */
export const PERCENT_ENCODERS: readonly PercentEncoder[] = [
  { space: '%20', alsoEscaped: /(?!)/g }, // JavaScript encodeURIComponent
  { space: '%20', alsoEscaped: /[!*'()]/g }, // RFC 3986: PHP rawurlencode
  { space: '%20', alsoEscaped: /[!*'()]/g, unescaped: /%2F/g }, // Python quote
  { space: '%20', alsoEscaped: /(?!)/g, unescaped: /%(?:3B|2F|3F|3A|40|26|3D|2B|24|2C|23)/g }, // encodeURI
  { space: '%20', alsoEscaped: /(?!)/g, lowerCase: true }, // .NET
];

/** Those that write a space as `+`, as forms do. */
export const PLUS_ENCODERS: readonly PercentEncoder[] = [
  { space: '+', alsoEscaped: /[!'()~]/g }, // browsers, Java
  { space: '+', alsoEscaped: /[!*'()~]/g }, // PHP urlencode, http_build_query
  { space: '+', alsoEscaped: /[!*'()]/g }, // Python urlencode
  { space: '+', alsoEscaped: /['~]/g, lowerCase: true }, // .NET
];

/** The text, escaped as UTF-8. */
export function encoded(
  text: string,
  { space, alsoEscaped, unescaped, lowerCase }: PercentEncoder,
): string {
  let result = encodeURIComponent(text.toWellFormed()).replace(alsoEscaped, escaped);
  if (unescaped) result = result.replace(unescaped, decodeURIComponent);
  if (lowerCase) result = result.replace(/%../g, (hex) => hex.toLowerCase());
  return space === '+' ? result.replaceAll('%20', '+') : result;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
