import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MerchantOptions } from './merchant-options.ts';
import type { MerchantFile } from './merchants.ts';
import { readJson } from './read-json.ts';
import { SandboxError } from './sandbox-error.ts';

/** `<folder>/merchants.json`, readable by its owner only, replaced as a whole. */
export function merchantFile(folder: string): MerchantFile {
  const path = join(folder, 'merchants.json');
  return {
    read: () => (existsSync(path) ? storesIn(path) : undefined),
    write: (merchants) => {
      mkdirSync(folder, { recursive: true });
      const next = `${path}.new`;
      writeFileSync(next, `${JSON.stringify(merchants, null, 2)}\n`, { mode: 0o600 });
      renameSync(next, path);
    },
  };
}

function storesIn(path: string): readonly MerchantOptions[] {
  try {
    const stores = readJson(path);
    if (!Array.isArray(stores)) throw new Error('it is no list');
    return stores;
  } catch (error) {
    const sentence = `The stores in ${path} cannot be read: ${(error as Error).message}. Mend the file, or remove it to begin with the stores of the options.`;
    throw new SandboxError('ERR_QF_SANDBOX_OPTION', sentence);
  }
}
