import { outcomesDocument } from './outcomes.ts';

process.stdout.write(outcomesDocument());
