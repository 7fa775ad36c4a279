import { type Enveloped, envelopedReply } from '../envelope.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import { keyText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** A remark on a transaction, shown in QFPay's portal and reports. Only for stores without `mchid`. */
export interface AddNoteRequest {
  /** The transaction. */
  syssn: string;
  /** At most 200 characters, no `&`. */
  note: string;
  /** Your app code, once more; the client fills it in. */
  code?: string | undefined;
}

/** What the gateway answers to a remark. */
export interface AddNoteReply extends Enveloped<{ readonly syssn?: string | undefined }> {}

/** `POST /trade/v1/add_note`: attaches a remark to a transaction. */
export const addNoteOperation: Operation<AddNoteRequest, AddNoteReply> = {
  name: 'add_note',
  method: 'POST',
  path: '/trade/v1/add_note',
  readOnly: false,
  request: strictRequest({
    syssn: field.syssn,
    note: noted(
      { expected: '1 to 200 characters without &', example: 'Customer called' },
      field.textUpTo(200),
    ),
    code: noted(
      { expected: 'your app code, 1 to 32 letters or digits', example: 'DEMOAPPCODE0001' },
      field.identifierUpTo(32),
    ).optional(),
  }),
  reply: envelopedReply({ syssn: keyText }),
  wire: { required: ['code'] },
};
