import { responseCodeOf } from '@qf/protocol';

/**
 * What becomes of a scanned payment: the last four digits of the test code name the response code.
 *
 * `280000000000001201` is declined with 1201 and `…1143` waits for the wallet; a code that ends in no listed response
 * code is paid at once.
 */
export function outcomeOfAuthCode(auth_code: string): string {
  const ending = auth_code.slice(-4);
  return responseCodeOf(ending) === undefined ? '0000' : ending;
}
