import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { lintSource } from '@secretlint/core';
import { creator as rule } from '@secretlint/secretlint-rule-preset-recommend';
import type { HarmlessText } from '../../packages/config/check-exceptions.ts';
import { recall, remember } from './check-cache.ts';
import { SetupError } from './errors.ts';
import { tryRun } from './run.ts';

const ruleId = '@secretlint/secretlint-rule-preset-recommend';
const { version } = createRequire(import.meta.url)(`${ruleId}/package.json`) as { version: string };

interface Finding {
  readonly file: string;
  readonly line: number;
  /** What kind of secret it is, without the secret. */
  readonly kind: string;
  readonly found: string;
}

interface Memory {
  readonly version: string;
  /** Hashes of contents in which nothing was found. */
  readonly clean: readonly string[];
}

/**
 * Looks for secrets (keys of vendors, tokens, private keys, connection strings with a password) in every file of a tree
 * that is tracked or could be committed. A file whose content was seen before is not read by the rules again.
 * @param cacheFile keeps the hashes of clean contents
 * @throws SetupError that names file, line and kind of each finding, never the secret; and entries of the list of harmless
 * texts that nothing answers to.
 */
export async function scanForSecrets(
  root: string,
  harmless: readonly HarmlessText[],
  cacheFile: string,
): Promise<void> {
  const memory = (await recall(cacheFile)) as Memory | undefined;
  const known = new Set(memory?.version === version ? memory.clean : []);
  const clean = new Set<string>();
  const findings: Finding[] = [];
  for (const file of await filesOf(root)) {
    const content = await contentOf(path.join(root, file));
    if (content === undefined) continue;
    const hash = createHash('sha256').update(path.extname(file)).update(content).digest('base64');
    const here = known.has(hash) ? [] : await secretsIn(path.join(root, file), file, content.toString());
    if (here.length === 0) clean.add(hash);
    findings.push(...here);
  }
  await remember(cacheFile, { version, clean: [...clean] } satisfies Memory);

  const excuses =
    ({ file, found }: Finding) =>
    (text: HarmlessText) =>
      text.file === file && found.includes(text.holds);
  const secrets = findings.filter((finding) => !harmless.some(excuses(finding)));
  const idle = harmless.filter((text) => !findings.some((finding) => excuses(finding)(text)));
  if (secrets.length + idle.length === 0) return;
  throw new SetupError(
    [
      ...secrets.map(({ file, line, kind }) => `${file}:${line} holds a secret (${kind}).`),
      ...idle.map(({ file }) => `${file} no longer holds the harmless text that is listed for it.`),
    ].join('\n'),
    [
      'A secret that was committed or pushed is known: replace it where it is used, then take it out.',
      'An invented one goes into packages/config/check-exceptions.ts, with its reason.',
    ],
  );
}

async function secretsIn(filePath: string, file: string, content: string): Promise<Finding[]> {
  const { messages } = await lintSource({
    source: { filePath, content, contentType: 'text', ext: path.extname(file) },
    options: { config: { rules: [{ id: ruleId, rule }] } },
  });
  return messages.map(({ loc, messageId, range }) => ({
    file,
    line: loc.start.line,
    kind: messageId,
    found: content.slice(...range),
  }));
}

/** Relative paths, with `/`. Git knows them; in a tree without it (an archive) they are all that git would not ignore. */
async function filesOf(root: string): Promise<string[]> {
  const listing = ['-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { code, output } = await tryRun('git', listing);
  return code === 0 ? [...new Set(output.split('\0'))].filter(Boolean) : walk(root, '', await ignoredNames(root));
}

/** The patterns of `.gitignore` are plain names here, with one `*.ending`. */
async function ignoredNames(root: string): Promise<(name: string) => boolean> {
  const text = await readFile(path.join(root, '.gitignore'), 'utf8').catch(() => '');
  const patterns = text.split('\n').filter(Boolean);
  return (name) =>
    name === '.git' ||
    patterns.some((pattern) => (pattern[0] === '*' ? name.endsWith(pattern.slice(1)) : pattern === `${name}/`));
}

async function walk(root: string, folder: string, ignored: (name: string) => boolean): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    if (ignored(entry.name)) continue;
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await walk(root, file, ignored)));
    else files.push(file);
  }
  return files;
}

/** Undefined for what is listed and no file: taken away in the work tree, a link to nowhere, a folder of its own. */
async function contentOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
