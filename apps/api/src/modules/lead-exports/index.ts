export { createLeadExportsModule } from './lead-exports.module.ts';
export { xlsxStream, type SheetCell } from './xlsx-stream.ts';
export { zipStream } from './zip-stream.ts';
