import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { TemplateFile, TemplateKey } from '@stageline/contracts';
import { z } from 'zod';

export interface FolderTemplate {
  readonly key: TemplateKey;
  readonly file: TemplateFile;
}

/**
 * Reads the templates of a folder: every `<key>/template.json` in it. Other folders are not templates.
 * @throws Error that names the file which does not fit its schema, and where
 */
export async function readTemplateFolder(directory: string): Promise<FolderTemplate[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const read = await Promise.all(names.sort().map((name) => readTemplate(path.join(directory, name), name)));
  return read.filter((template) => template !== null);
}

async function readTemplate(directory: string, name: string): Promise<FolderTemplate | null> {
  const file = path.join(directory, 'template.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return { key: TemplateKey.parse(name), file: TemplateFile.parse(JSON.parse(text)) };
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${file} does not fit:\n${reason}`, { cause: error });
  }
}
