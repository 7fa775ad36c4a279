import type { Book } from './book.ts';
import type { Command, SandboxCommand } from './command.ts';
import { decideCancel } from './decide-cancel.ts';
import { decideHold } from './decide-hold.ts';
import { decideNotification } from './decide-notification.ts';
import { decidePayment } from './decide-payment.ts';
import { decidePendingRefund, decideRefund } from './decide-refund.ts';
import { decideWallet } from './decide-wallet.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';
import { type Rules, rulesProblem } from './rules.ts';

/** What a command leads to, given what has happened. Changes nothing. */
export function decide(book: Book, command: Command, circumstances: Circumstances): Decision {
  switch (command.type) {
    case 'create_payment':
      return decidePayment(book, command, circumstances);
    case 'create_refund':
      return decideRefund(book, command, circumstances);
    case 'close':
    case 'reverse':
      return decideCancel(book, command, circumstances);
    case 'capture':
    case 'unfreeze':
      return decideHold(book, command, circumstances);
    case 'scan':
    case 'approve':
    case 'decline':
    case 'expire':
      return decideWallet(book, command, circumstances);
    case 'complete_refund':
    case 'fail_refund':
      return decidePendingRefund(book, command, circumstances);
    case 'start_attempt':
    case 'finish_attempt':
      return decideNotification(book, command);
    case 'reset':
    case 'save':
    case 'restore':
    case 'change_rules':
    case 'record_fault':
    case 'record_advance':
    case 'record_pace':
    case 'add_note':
      return decideSandbox(book, command);
  }
}

function decideSandbox(book: Book, command: SandboxCommand): Decision {
  switch (command.type) {
    case 'reset':
      return accept(undefined, { type: 'sandbox.reset' });
    case 'save':
      return accept(undefined, {
        type: 'sandbox.saved',
        snapshot: `snap_${book.snapshots.size + 1}`,
      });
    case 'restore': {
      const { snapshot } = command;
      if (!book.snapshots.has(snapshot)) return refuse('1268', 'there is no such snapshot');
      return accept(undefined, { type: 'sandbox.restored', snapshot });
    }
    case 'change_rules':
      return decideRules(book, command.rules);
    case 'record_fault': {
      const { type, ...fault } = command;
      return accept(command.syssn, { type: 'fault.fired', ...fault });
    }
    case 'record_advance':
      return accept(undefined, { type: 'clock.advanced', from: command.from, to: command.to });
    case 'record_pace':
      return accept(undefined, { type: 'clock.changed', rate: command.rate });
    case 'add_note': {
      const { syssn, note, app_code } = command;
      const known = book.findBySyssn(syssn)?.app_code === app_code;
      if (!known) return refuse('1268', 'the order does not exist');
      return accept(syssn, { type: 'note.added', syssn, note });
    }
  }
}

/** Only what changes is written down. */
function decideRules(book: Book, wanted: Partial<Rules>): Decision {
  const problem = rulesProblem(wanted);
  if (problem !== undefined) return refuse('1104', problem);
  const changed = Object.entries(wanted).filter(
    ([name, value]) => book.rules[name as keyof Rules] !== value,
  );
  if (changed.length === 0) return accept(undefined);
  return accept(undefined, { type: 'rules.changed', rules: Object.fromEntries(changed) });
}
