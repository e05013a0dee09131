import { noAdapterImport } from './rules/no-adapter-import.ts';
import { noDropDatabase } from './rules/no-drop-database.ts';
import { noEnterWith } from './rules/no-enter-with.ts';
import { noFocusedTests } from './rules/no-focused-tests.ts';
import { noLiteralText } from './rules/no-literal-text.ts';
import { noProcessEnv } from './rules/no-process-env.ts';
import { noRawCollection } from './rules/no-raw-collection.ts';
import { noRawModel } from './rules/no-raw-model.ts';
import { noRawSocketOn } from './rules/no-raw-socket-on.ts';
import { noSystemImport } from './rules/no-system-import.ts';
import { retriedUpsert } from './rules/retried-upsert.ts';

/** Our own lint rules: what the architecture forbids and no general linter knows. Each file says why. */
export default {
  meta: { name: 'stageline' },
  rules: {
    'no-adapter-import': noAdapterImport,
    'no-drop-database': noDropDatabase,
    'no-enter-with': noEnterWith,
    'no-focused-tests': noFocusedTests,
    'no-literal-text': noLiteralText,
    'no-process-env': noProcessEnv,
    'no-raw-collection': noRawCollection,
    'no-raw-model': noRawModel,
    'no-raw-socket-on': noRawSocketOn,
    'no-system-import': noSystemImport,
    'retried-upsert': retriedUpsert,
  },
};
