export { detectDelimiter, detectDialect, firstRows, watchEncoding, type EncodingWatch } from './dialect.ts';
export { createCsvReader, type CsvFault, type CsvReader, type CsvRow } from './reader.ts';
export { csvDelimiters, type CsvDelimiter, type CsvDialect, type CsvEncoding } from './types.ts';
export { CSV_BOM, csvLine, defuseCell } from './writer.ts';
