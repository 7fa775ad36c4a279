import { isRecord } from './is-record.ts';

/**
 * How a rule over several fields is attached: it names the field to blame, and it is judged even
 * when single fields are wrong, so that all issues come at once. The rule must cope with any values.
 */
export function crossCheck(field: string, rule: string, expected?: string) {
  return {
    path: [field],
    params: { rule, ...(expected === undefined ? {} : { expected }) },
    when: ({ value }: { value: unknown }) => isRecord(value),
  };
}
