import { movable } from '@stageline/platform/mongo';
import { MaterialDownloadModel } from './materials.model.ts';

/** Who took which handout, as it changes people in a merge. */
export const mergingDownloads = movable(MaterialDownloadModel, 'identity', ['fileId']);
