import { bulkInsert } from '@stageline/tenancy';
import { DocumentFileModel } from '../invoice.model.ts';
import type { DocumentId } from './document-links.ts';

/** Hashes of what was printed; every call runs in the current tenant. */
export const documentFilesRepository = {
  async hashOf(id: DocumentId): Promise<string | null> {
    const row = await DocumentFileModel.findOne({ _id: id }, { sha256: 1 }).lean();
    return row?.sha256 ?? null;
  },
  /** Keeps the first; whoever printed it at the same time finds that one. */
  async keep(id: DocumentId, sha256: string, at: Date): Promise<void> {
    await bulkInsert(DocumentFileModel, [{ _id: id, sha256, at }]);
  },
};
export type DocumentFilesRepository = typeof documentFilesRepository;
