import { imports, StageKind } from '@stageline/contracts';
import { defineTenantModel } from '@stageline/tenancy';
import { Schema } from 'mongoose';

const inner = { _id: false, id: false } as const;
const counts = {
  created: { type: Number, required: true },
  changed: { type: Number, required: true },
  unchanged: { type: Number, required: true },
  wrong: { type: Number, required: true },
};
const fault = { type: String, required: true, enum: imports.ImportFault.options };
const member = new Schema(
  { membershipId: { type: String, required: true }, name: { type: String, required: true } },
  inner,
);
const mapping = { type: [{ type: String, enum: [...imports.ImportField.options, null] }], required: true };
const key = { type: String, required: true, enum: imports.ImportKey.options };

/** One file of leads, from its upload to its result. */
const importSchema = new Schema(
  {
    _id: { type: String, required: true },
    state: { type: String, required: true, enum: imports.ImportState.options },
    filename: { type: String, required: true },
    bytes: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    by: { type: member, required: true },
    encoding: { type: String, required: true, enum: imports.ImportEncoding.options },
    delimiter: { type: String, required: true },
    fingerprint: { type: String, required: true },
    columns: [new Schema({ name: { type: String }, samples: [String] }, inner)],
    suggestion: { type: new Schema({ mapping, key, remembered: { type: Boolean, required: true } }, inner) },
    plan: {
      type: new Schema(
        {
          mapping,
          key,
          pipelineId: { type: String, required: true },
          stage: { type: String, required: true },
          outcome: { type: String, required: true, enum: StageKind.options },
          needs: { type: [String], default: [] },
          assignee: { type: member, default: null },
        },
        inner,
      ),
      default: null,
    },
    /** What begins for each new lead. */
    automations: [new Schema({ id: { type: String, required: true }, name: { type: String, required: true } }, inner)],
    check: { type: new Schema({ rows: { type: Number, required: true }, ...counts }, inner), default: null },
    gains: {
      type: new Schema({ emails: { type: Number, required: true }, phones: { type: Number, required: true } }, inner),
      default: null,
    },
    faults: [new Schema({ line: { type: Number, required: true }, fault, firstLine: Number }, inner)],
    /** How many chunks the check has cut the file into. */
    chunks: { type: Number, required: true, default: 0 },
    deadChunks: { type: [Number], default: [] },
    asked: { type: String, default: null },
    started: {
      type: new Schema({ membershipId: { type: String, required: true }, at: { type: Date, required: true } }, inner),
      default: null,
    },
  },
  { id: false },
);
importSchema.index({ createdAt: -1, _id: -1 });
export const ImportModel = defineTenantModel('Import', importSchema);

/** The ledger: a chunk is written where it has an entry, and its entry is in the transaction that writes it. */
const chunkSchema = new Schema(
  {
    _id: { type: String, required: true },
    importId: { type: String, required: true },
    chunk: { type: Number, required: true },
    ...counts,
    outcomes: { type: String, required: true },
    faults: [new Schema({ row: { type: Number, required: true }, fault, firstLine: Number }, inner)],
  },
  { id: false },
);
chunkSchema.index({ importId: 1, chunk: 1 }, { unique: true });
export const ImportChunkModel = defineTenantModel('ImportChunk', chunkSchema);

/** How files with these columns were read last. */
const mappingSchema = new Schema(
  { _id: { type: String, required: true }, fingerprint: { type: String, required: true }, mapping, key },
  { id: false },
);
mappingSchema.index({ fingerprint: 1 }, { unique: true });
export const ImportMappingModel = defineTenantModel('ImportMapping', mappingSchema);
