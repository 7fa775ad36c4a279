import { HEADERS } from '@qf/protocol';
import { canonicalString } from '@qf/signing';
import type { ReceivedCall, RepeatableCall } from './received-call.ts';

/**
 * A call as a command for a shell.
 *
 * One that was believed is signed anew by the shell, with `QFPAY_CLIENT_KEY` of its environment: no key is in the text. One
 * that was not believed carries what it carried.
 */
export function curlCommand(url: string, call: RepeatableCall): string {
  const { received } = call;
  const parts = received === undefined ? signed(url, call) : asItCame(url, call, received);
  return `${parts.join(' \\\n  ')}\n`;
}

function signed(url: string, call: RepeatableCall): string[] {
  const { method, path, fields, sign_type } = call;
  const text = quoted(canonicalString(fields));
  const hash = sign_type === 'SHA256' ? 'sha256' : 'md5';
  const values = Object.entries(fields).filter(([, value]) => value !== '');
  const sign = `$(printf %s ${text}"$QFPAY_CLIENT_KEY" | openssl dgst -${hash} -r | cut -d' ' -f1)`;
  return [
    `curl ${method === 'GET' ? '-G' : `-X ${method}`} ${quoted(url + path)}`,
    ...common(call),
    `-H "${HEADERS.sign}: ${sign}"`,
    ...header(HEADERS.signType, sign_type),
    ...values.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`),
  ];
}

function asItCame(url: string, call: RepeatableCall, received: ReceivedCall): string[] {
  const { query, body = '', body_base64, content_type, sign, sign_type } = received;
  const start = `curl -X ${call.method} ${quoted(`${url}${call.path}${query === '' ? '' : `?${query}`}`)}`;
  const bytes = body_base64 !== undefined;
  return [
    bytes ? `printf %s ${quoted(body_base64)} | openssl base64 -d -A | ${start}` : start,
    ...common(call),
    ...header(HEADERS.sign, sign),
    ...header(HEADERS.signType, sign_type),
    // Without a value curl leaves the header out instead of choosing one.
    `-H ${quoted(`Content-Type:${content_type === undefined ? '' : ` ${content_type}`}`)}`,
    ...(bytes ? ['--data-binary @-'] : []),
    ...(body === '' ? [] : [`--data-raw ${quoted(body)}`]),
  ];
}

function common({ app_code, scenario }: RepeatableCall): string[] {
  return [...header(HEADERS.appCode, app_code), ...header('X-Sandbox-Scenario', scenario)];
}

function header(name: string, value: string | undefined): string[] {
  return value === undefined || value === '' ? [] : [`-H ${quoted(`${name}: ${value}`)}`];
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
