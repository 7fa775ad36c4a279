import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { gatewayJson } from '@qf/protocol';
import { signedCheckoutUrl, signedForm, signFields } from '@qf/signing';
import { gateway, KEY } from './merchant-key.ts';

/** One hostile delivery. */
export interface Attack {
  readonly name: string;
  readonly method?: string;
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** What it is answered with; -1 where several refusals are right. */
  readonly status: number;
}

/** The order that exists: `PAID-FOR`, 12.34 HKD, of store `A`. */
const ORDER = { out_trade_no: 'PAID-FOR', txamt: '1234', txcurrcd: 'HKD', mchid: 'A' } as const;
const genuine = gateway.payment(ORDER);
const SIGN = String(genuine.headers['X-QF-SIGN']);
const JSON_TYPE = { 'content-type': 'application/json' } as const;
const PROTOTYPE_NAMES = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...['prototype', 'length', 'name', 'then'],
];

/** Everything below, with a number to each name so that all are told apart. */
export function attacks(): readonly Attack[] {
  return [
    ...withoutTheSignature(),
    ...withAnotherDigest(),
    ...withAnotherBody(),
    ...signedNonsense(),
    ...swaps(),
    ...prototypeNames(),
    ...crossUse(),
    ...transport(),
  ];
}

function headerAttack(name: string, sign: string | readonly string[] | undefined): Attack {
  const signed = sign === undefined ? {} : { 'x-qf-sign': sign };
  return { name, body: genuine.body, headers: { ...JSON_TYPE, ...signed }, status: 401 };
}

function withoutTheSignature(): Attack[] {
  const spelled = ['x-qf-signature', 'qf-sign', 'sign', 'authorization', 'x-sign', 'x_qf_sign'];
  return [
    headerAttack('no signature', undefined),
    headerAttack('an empty signature', ''),
    headerAttack('a blank signature', '   '),
    ...spelled.map((name) => ({
      ...headerAttack(`the signature under ${name}`, undefined),
      headers: { ...JSON_TYPE, [name]: SIGN },
    })),
    ...Array.from({ length: 31 }, (_, cut) =>
      headerAttack(`the signature cut to ${cut + 1} digits`, SIGN.slice(0, cut + 1)),
    ),
    ...Array.from({ length: 32 }, (_, at) =>
      headerAttack(`the signature with digit ${at + 1} changed`, changedDigit(SIGN, at)),
    ),
  ];
}

function changedDigit(sign: string, at: number): string {
  const other = sign[at] === '0' ? '1' : '0';
  return sign.slice(0, at) + other + sign.slice(at + 1);
}

function withAnotherDigest(): Attack[] {
  const { body } = genuine;
  const hash = (name: string, text: string) => createHash(name).update(text).digest('hex');
  const guesses = [
    '',
    ' ',
    'undefined',
    'null',
    '0',
    'key',
    '[object Object]',
    '[ClientKey test]',
    'test',
    'NaN',
  ];
  return [
    ...guesses.map((key) =>
      headerAttack(`a digest with the key ${JSON.stringify(key)}`, hash('md5', body + key)),
    ),
    ...guesses.map((key) =>
      headerAttack(`a digest with ${JSON.stringify(key)} before the body`, hash('md5', key + body)),
    ),
    ...['sha1', 'sha256', 'sha512'].map((name) =>
      headerAttack(`a ${name} digest`, hash(name, body)),
    ),
    headerAttack('the signature twice', SIGN + SIGN),
    headerAttack('the signature twice, with a comma', `${SIGN}, ${SIGN}`),
    headerAttack('the signature in two headers', [SIGN, SIGN]),
    headerAttack('the signature after a wrong one', ['0'.repeat(32), SIGN]),
    headerAttack('the signature in quotes', `"${SIGN}"`),
    headerAttack('the signature with a scheme', `MD5 ${SIGN}`),
    headerAttack('the signature as 0x number', `0x${SIGN}`),
    headerAttack('the signature backwards', [...SIGN].reverse().join('')),
    headerAttack('the signature as base64', Buffer.from(SIGN, 'hex').toString('base64')),
    headerAttack('the signature as base64 of its text', Buffer.from(SIGN).toString('base64')),
    headerAttack('the signature with a space inside', `${SIGN.slice(0, 16)} ${SIGN.slice(16)}`),
    headerAttack('the signature with letters beyond f', SIGN.replace(/./, 'g')),
    headerAttack('zeros', '0'.repeat(32)),
    headerAttack('a long header', 'A'.repeat(8_000)),
    headerAttack('a boolean', 'true'),
    headerAttack('an object', '[object Object]'),
    headerAttack('a wildcard', '*'),
  ];
}

function bodyAttack(name: string, body: string | Buffer): Attack {
  return { name, body, headers: { ...JSON_TYPE, 'x-qf-sign': SIGN }, status: 401 };
}

function withAnotherBody(): Attack[] {
  const { body, fields } = genuine;
  const each = Object.keys(fields).flatMap((name) => {
    const value = JSON.stringify(fields[name]);
    const pair = `"${name}": ${value}`;
    const { [name]: _, ...others } = fields;
    return [
      bodyAttack(`${name} changed`, body.replace(pair, `"${name}": "9"`)),
      bodyAttack(`${name} as a number`, body.replace(pair, `"${name}": 9`)),
      bodyAttack(`${name} as a list`, body.replace(pair, `"${name}": [${value}]`)),
      bodyAttack(`${name} left out`, JSON.stringify(others)),
      bodyAttack(`${name} twice`, body.replace(pair, `${pair}, "${name}": "9"`)),
    ];
  });
  const names = [
    ['compact JSON', JSON.stringify(fields)],
    ['indented JSON', JSON.stringify(fields, null, 2)],
    ['a byte order mark', `\uFEFF${body}`],
    ['a space before it', ` ${body}`],
    ['a line break after it', `${body}\n`],
    ['a zero byte after it', `${body}\0`],
    ['a second object after it', `${body}{}`],
    ['no closing brace', body.slice(0, -1)],
    ['itself twice', body + body],
    ['nothing', ''],
    ['only a brace', '{'],
    ['upper-case names', body.toUpperCase()],
  ] as const;
  const bytes = Buffer.concat([Buffer.from(body), Buffer.from([0xff])]);
  return [
    ...each,
    ...names.map(([name, text]) => bodyAttack(`the signature over another body: ${name}`, text)),
    bodyAttack('the signature over another body: a bad byte after it', bytes),
    bodyAttack('the signature over another body: UTF-16', Buffer.from(body, 'utf16le')),
  ];
}

/** Signed with the right key, and still nothing to believe. */
function signed(name: string, body: string | Buffer, status = 422): Attack {
  const headers = gateway.sign(body) as Readonly<Record<string, string>>;
  return { name, body, headers, status };
}

function signedNonsense(): Attack[] {
  const { body } = genuine;
  const twice = ['txamt', 'syssn', 'out_trade_no', 'notify_type', 'status', '__proto__'];
  const texts = [
    '',
    ' ',
    '{',
    '}',
    '[]',
    '[{}]',
    '"SUCCESS"',
    'null',
    '1',
    'true',
    '{"a"}',
    '{"a":}',
    "{'a':1}",
  ];
  const amounts = [
    '-1234',
    '12.34',
    '1e3',
    '0x10',
    '1234 ',
    ' 1234',
    '１２３４',
    'NaN',
    '1,234',
    '9'.repeat(30),
  ];
  return [
    ...texts.map((text) => signed(`signed nonsense ${JSON.stringify(text)}`, text)),
    ...twice.map((name) =>
      signed(`signed, with ${name} twice`, body.replace('{', `{"${name}": "1", "${name}": "2", `)),
    ),
    ...amounts.map((txamt) => ({
      ...signed(
        `signed, with the amount ${JSON.stringify(txamt)}`,
        gateway.payment({ ...ORDER, txamt }).body,
      ),
      status: -1,
    })),
    signed('signed, with a byte order mark', `\uFEFF${body}`),
    signed('signed, with a space before it', ` ${body}`),
    signed('signed, with a second object', `${body}{}`),
    signed('signed, with a trailing comma', body.replace('}', ',}')),
    signed(
      'signed, with bytes that are not UTF-8',
      Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.from([0xff, 0x7d])]),
    ),
    signed('signed, nested deep', body.replace('}', `, "x": ${'['.repeat(60)}${']'.repeat(60)}}`)),
    signed('signed, with half a surrogate pair', body.replace('}', ', "x": "\\ud800"}')),
    signed(
      'signed, with 2,000 names',
      `{${Array.from({ length: 2_000 }, (_, n) => `"n${n}":1`).join(',')}}`,
    ),
    ...['syssn', 'out_trade_no', 'txamt'].map((name) =>
      signed(`signed, without ${name}`, gateway.payment({ ...ORDER, [name]: undefined }).body),
    ),
  ];
}

/** Genuine events of another order, amount, currency or store, and events that are no success. */
function swaps(): Attack[] {
  const set = (name: string, fields: Record<string, string | undefined>, status: number): Attack =>
    signed(`signed, ${name}`, gateway.payment({ ...ORDER, ...fields }).body, status);
  return [
    set('for a smaller amount', { txamt: '1' }, 500),
    set('for a larger amount', { txamt: '123400' }, 500),
    set('for nothing', { txamt: '0' }, 500),
    ...['CNY', 'JPY', 'IDR', 'hkd', 'HKD ', undefined].map((txcurrcd) =>
      set(`in ${txcurrcd}`, { txcurrcd }, 500),
    ),
    ...['B', 'a', 'A ', '', undefined].map((mchid) =>
      set(`of store ${JSON.stringify(mchid)}`, { mchid }, 500),
    ),
    ...[
      'OTHER',
      'paid-for',
      'PAID-FOR ',
      'PAID-FOR,OTHER',
      'PAID-FOR\u0000',
      '../PAID-FOR',
      "' OR 1=1 --",
    ].map((out_trade_no) =>
      set(`for order ${JSON.stringify(out_trade_no)}`, { out_trade_no }, 503),
    ),
    ...['1', '2', '3', '4', '5', '9', 'x'].map((cancel) =>
      set(`with cancel ${cancel}`, { cancel }, 500),
    ),
    ...['0', '2', 'true', 'SUCCESS'].map((status) => set(`with status ${status}`, { status }, 500)),
    ...['1142', '1143', '1145', '1181', '1205', '0', '000', undefined].map((respcd) =>
      set(`with code ${respcd}`, { respcd }, 500),
    ),
    ...['refunds', 'PAYMENT', 'Payment ', 'payment\u0000', '支付'].map((notify_type) =>
      set(`of type ${JSON.stringify(notify_type)}`, { notify_type }, 500),
    ),
  ];
}

function prototypeNames(): Attack[] {
  return PROTOTYPE_NAMES.flatMap((name) => [
    signed(`signed, of type ${name}`, gateway.payment({ ...ORDER, notify_type: name }).body, 500),
    signed(
      `signed, for order ${name}`,
      gateway.payment({ ...ORDER, out_trade_no: name }).body,
      503,
    ),
    signed(`signed, of store ${name}`, gateway.payment({ ...ORDER, mchid: name }).body, 500),
    signed(`signed, in currency ${name}`, gateway.payment({ ...ORDER, txcurrcd: name }).body, 500),
    bodyAttack(
      `app_code ${name} in the body`,
      genuine.body.replace('{', `{"app_code": "${name}", `),
    ),
  ]);
}

/** Made with the same key for something else: a checkout address, a form, a reply. */
function crossUse(): Attack[] {
  const fields = {
    appcode: 'A',
    out_trade_no: 'PAID-FOR',
    txamt: '1234',
    txcurrcd: 'HKD',
    goods_name: 'tea',
  };
  return [
    ...crossForms(fields),
    ...crossUrls('MD5', fields, 422),
    ...crossUrls('SHA256', fields, 401),
    ...crossReplies(fields),
  ];
}

/** A reply is signed as a notification is. */
function crossReplies(fields: Record<string, string>): Attack[] {
  const paid = { ...fields, respcd: '0000', resperr: 'success', respmsg: '', syssn: '1' };
  const refused = { resperr: 'wrong', respmsg: 'format error: PAID-FOR', respcd: '1103' };
  const row = { ...genuine.fields, notify_type: '', order_type: 'payment' };
  return [
    signed('a signed reply to a payment', gatewayJson(paid)),
    signed(
      'a signed reply with status and cancel',
      gatewayJson({ ...paid, status: '1', cancel: '0' }),
    ),
    signed('a signed refusal', gatewayJson(refused)),
    signed('a signed query', gatewayJson({ respcd: '0000', respmsg: '', data: [row] })),
    signed('a signed empty object', '{}'),
  ];
}

function crossForms(fields: Record<string, string>): Attack[] {
  const sorted = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  const form = signedForm(fields, KEY);
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const sign = signFields(fields, KEY);
  return [
    { name: 'a signed form', body: form.body, headers: { ...type, ...form.headers }, status: -1 },
    {
      name: 'the text that a form signs',
      body: sorted,
      headers: { ...type, 'x-qf-sign': sign },
      status: 422,
    },
    {
      name: 'the text that a form signs, as JSON',
      body: sorted,
      headers: { ...JSON_TYPE, 'x-qf-sign': sign },
      status: 422,
    },
    {
      name: 'a form’s signature over its JSON',
      body: JSON.stringify(fields),
      headers: { ...JSON_TYPE, 'x-qf-sign': sign },
      status: 401,
    },
  ];
}

function crossUrls(sign_type: string, fields: Record<string, string>, status: number): Attack[] {
  const url = signedCheckoutUrl('https://test.test', { ...fields, sign_type }, KEY);
  const shown = [...new URLSearchParams(url.slice(url.indexOf('?') + 1))];
  const signature = { 'x-qf-sign': shown.find(([name]) => name === 'sign')?.[1] ?? '' };
  const pairs = shown.filter(([name]) => name !== 'sign').sort();
  const text = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  const headers = { ...JSON_TYPE, ...signature };
  return [
    { name: `the text of a checkout address, ${sign_type}`, body: text, headers, status },
    {
      name: `a checkout address’s signature, ${sign_type}`,
      body: genuine.body,
      headers,
      status: 401,
    },
  ];
}

function transport(): Attack[] {
  const headers = genuine.headers;
  const attack = (name: string, more: Partial<Attack>): Attack => {
    return { name, body: genuine.body, headers, status: 415, ...more };
  };
  return [
    ...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'].map((method) =>
      attack(`a ${method}`, { method, status: 405 }),
    ),
    ...['gzip', 'br', 'deflate', 'zstd', 'x-gzip', 'gzip, identity', 'IDENTITY, gzip'].map(
      (coding) =>
        attack(`content encoding ${coding}`, {
          headers: { ...headers, 'content-encoding': coding },
        }),
    ),
    attack('a gzip bomb', {
      body: gzipSync(Buffer.alloc(10 * 1024 * 1024)),
      headers: { ...headers, 'content-encoding': 'gzip' },
    }),
    attack('a gzip body that hides its encoding', { body: gzipSync(genuine.body), status: 401 }),
    ...['multipart/form-data; boundary=x', 'Multipart/Mixed', ' multipart/related'].map((type) =>
      attack(`content type ${type}`, { headers: { ...headers, 'content-type': type } }),
    ),
    attack('a body beyond the limit', {
      body: `${genuine.body}${' '.repeat(70_000)}`,
      status: 413,
    }),
  ];
}
