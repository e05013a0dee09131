import type { PipelineId } from '@stageline/contracts';

/** The pipelines of the current tenant, as far as merges need them; the pipelines module's service is one. */
export interface PipelineDirectory {
  /** Null for an unknown one. */
  find(id: PipelineId): Promise<unknown>;
}
