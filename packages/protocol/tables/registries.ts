import * as z from 'zod';
import {
  CANCEL_VALUES,
  CURRENCIES,
  OPERATIONS,
  type Operation,
  PAY_TYPES,
  type PayTypeEntry,
  RESPONSE_CODES,
  type ResponseCode,
} from '../src/index.ts';
import { wholeShape } from '../src/request-shape.ts';
import { markdownTable } from './markdown-table.ts';

/** Every response code: one line for the code, one for each further meaning of it. */
export function responseCodes(): string {
  const head = ['Code', 'Meaning', 'Where', 'Disposition', 'Group', 'Source', 'Remarks'];
  const codes = Object.values(RESPONSE_CODES).toSorted((a, b) => (a.respcd < b.respcd ? -1 : 1));
  return markdownTable(head, codes.flatMap(codeLines));
}

function codeLines(code: ResponseCode): string[][] {
  const { respcd, meaning, places, disposition, on = {}, group = '', provenance } = code;
  const exceptions = Object.entries(on).map(([reading, other]) => `${reading}: ${other}`);
  const confirm = code.confirmByQuery === true ? ['confirm by query'] : [];
  const remarks = [...confirm, ...(code.remarks === undefined ? [] : [code.remarks])].join('; ');
  const usual = [disposition, ...exceptions].join(', ');
  const variants = (code.variants ?? []).map((variant) => [
    '',
    variant.meaning,
    '',
    variant.disposition ?? '',
    '',
    variant.provenance,
    toldBy(variant.says),
  ]);
  return [[respcd, meaning, places.join(''), usual, group, provenance, remarks], ...variants];
}

/** A pattern that is long would be read by nobody. */
function toldBy(says: RegExp | undefined): string {
  if (says === undefined) return '';
  return says.source.length <= 80 ? `text ${says}` : 'told by the text, in any wording';
}

/** Every pay type, current ones first. */
export function payTypes(): string {
  const head = [
    'Code',
    'Name',
    'Wallet',
    'Mode',
    'Merchants',
    'Drives',
    'Exp',
    'Cancel',
    'Refunds',
    'Needs',
    'Takes',
    'State',
    'Seen',
    'Notes',
  ];
  return markdownTable(head, Object.values(PAY_TYPES).toSorted(currentFirst).map(payTypeLine));
}

function currentFirst(a: PayTypeEntry, b: PayTypeEntry): number {
  if (a.state !== b.state) return a.state === 'current' ? -1 : 1;
  return a.code < b.code ? -1 : 1;
}

function payTypeLine(entry: PayTypeEntry): string[] {
  const { code, name, wallet, mode, merchants, drives, drivesOr, state, seen } = entry;
  return [
    code,
    name,
    wallet,
    mode,
    merchants,
    [drives, drivesOr].filter((field) => field !== null).join(' or '),
    entry.expiry ? 'yes' : '',
    entry.cancel ?? '',
    refundsOf(entry),
    entry.needs.join(' '),
    entry.takes.join(' '),
    state,
    seen,
    entry.notes ?? '',
  ];
}

function refundsOf({ refunds, refundDays }: PayTypeEntry): string {
  const days = refundDays === undefined ? '' : `, ${refundDays} days seen`;
  return (refunds ? 'yes' : 'no') + days;
}

/** Every currency. */
export function currencies(): string {
  const head = ['Code', 'Name', 'Exponent', 'Certain', 'Listed'];
  const rows = Object.values(CURRENCIES).map((currency) => [
    currency.code,
    currency.name,
    String(currency.exponent),
    currency.exponentIsCertain ? 'yes' : 'no: state it',
    currency.seen,
  ]);
  return markdownTable(head, rows);
}

/** Every value of `cancel`. */
export function cancelValues(): string {
  const head = ['Value', 'Meaning', 'Money of a payment that ended 0000', 'Older meaning'];
  const rows = CANCEL_VALUES.map((entry) => [
    entry.value,
    entry.meaning,
    entry.money,
    'older' in entry ? entry.older : '',
  ]);
  return markdownTable(head, rows);
}

/** Every call with the fields it takes; `*` marks what the wire demands. */
export function operations(): string {
  const head = ['Name', 'Method', 'Path', 'Changes', 'Request'];
  return markdownTable(head, Object.values(OPERATIONS).map(operationLine));
}

function operationLine(operation: Operation<unknown, unknown>): string[] {
  const { name, method, path, readOnly, request } = operation;
  const shape = wholeShape(request);
  const required = new Set(operation.wire?.required);
  const fields = Object.keys(shape).map((field) => {
    const isOptional = shape[field] instanceof z.ZodOptional && !required.has(field);
    return isOptional ? field : `${field}*`;
  });
  return [name, method, path, readOnly ? 'nothing' : 'something', fields.join(' ')];
}

/** All registries in one document. */
export function registriesDocument(): string {
  return [
    '# What the gateway knows',
    'Every registry of this package as a table.',
    '## Response codes',
    responseCodes(),
    '## Pay types',
    payTypes(),
    '## Currencies',
    currencies(),
    '## Values of cancel',
    cancelValues(),
    '## Calls',
    'A payment takes different fields for each pay type: see `Needs` and `Takes` above.',
    operations(),
    '',
  ].join('\n\n');
}
