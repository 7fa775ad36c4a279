/** What a program does with the installed package, written as an ES module. Throws unless all of it works. */
import { strict as assert } from 'node:assert';
import process from 'node:process';
import { isQFPayError, QFPayClient } from '@qf/client';
import * as edge from '@qf/client/fetch';
import { PayType } from '@qf/protocol';
import { clientKey, signBody } from '@qf/signing';
import { readForm, verifyForm } from '@qf/signing/server';
import { runStory } from './story.cjs';

const signing = { clientKey, signBody, readForm, verifyForm };
await runStory({ QFPayClient, isQFPayError, PayType, signing, provesUnsent: true });
await runStory({ ...edge, PayType, signing, provesUnsent: false });

// Both entries share their errors.
assert.equal(edge.isQFPayError, isQFPayError);
process.stdout.write(`${process.versions.node}\n`);
