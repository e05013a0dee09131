import { CheckImport, WriteImportChunk, type ImportId } from '@stageline/contracts';
import { forgetDeadLetters } from '@stageline/platform/outbox';

/** The subscriber that sets the work of an import going. */
export const ENQUEUE_IMPORT = 'imports.enqueue';

/** Forgets the dead letters of an import, or of one of its chunks, so that nobody is told to look after them. */
export const forgetImportLetters = (about: { readonly importId: ImportId; readonly chunk?: number }): Promise<void> =>
  forgetDeadLetters([ENQUEUE_IMPORT, CheckImport.name, WriteImportChunk.name], about);
