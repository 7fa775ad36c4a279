/**
 * What an error says, in one line: below it some drivers list a statement's parameters, and with them what the customer
 * bought, which is for nobody who reads logs.
 */
export function errorText({ message }: Error): string {
  return String(message).trim().split('\n', 1)[0] ?? '';
}
