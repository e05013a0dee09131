import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { operations } from '@stageline/contracts';

const requests: ReadonlyMap<string, string> = new Map(
  operations.map(({ id, method, path: address }) => [id, `${method} ${address}`]),
);
/** What makes a call of the contract, and how it names the operation. */
const CALL = /(?<![.\w])(call|upload)\(\s*([^,)]+)/g;
/** Written out: `'leads.list'`. */
const WRITTEN_OUT = /^'([^']+)'$/;
/** Of one of several doors: `${door}.step-up`, `${prefixes[door]}sign-ins.list`. */
const COMPOSED = /^`\$\{[^}]+\}([^`]+)`$/;

/**
 * Puts method and path in the place of every operation that a call writes out, so that a page brings its own and no others.
 * @throws Error where a call names its operation in a way that is understood neither here nor by `composedRequests`
 */
export const inlineRequests = (code: string): string =>
  code.replaceAll(CALL, (match, name: string, operation: string) => {
    const id = WRITTEN_OUT.exec(operation)?.[1];
    const request = id === undefined ? undefined : requests.get(id);
    if (request !== undefined) return `${name}('${request}'`;
    if (COMPOSED.test(operation)) return match;
    throw new Error(`A browser could not tell which operation this is: ${match}`);
  });

/** `METHOD /path` of the operations whose id this code may compose, by id. */
export function composedRequests(code: string): Record<string, string> {
  const endings = [...code.matchAll(CALL)].flatMap(([, , operation]) => COMPOSED.exec(operation!)?.[1] ?? []);
  return Object.fromEntries([...requests].filter(([id]) => endings.some((ending) => id.endsWith(ending))));
}

const sourcesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'));

/**
 * Gives a browser method and path of what it calls, and not the schemas (zod) that the contracts are written in: most
 * stand where they are called, those that the code composes in the table of `shared/lib/operations.ts`.
 * @param sources the folder of the client's code
 */
export const operationRequests = (sources: string): Plugin => ({
  name: 'stageline:operation-requests',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(sources) || !/\.tsx?$/.test(id)) return undefined;
    if (!id.endsWith('/shared/lib/operations.ts')) return { code: inlineRequests(code), map: null };
    const table: Record<string, string> = Object.assign({}, ...sourcesUnder(sources).map(composedRequests));
    return { code: `export const operationRequests = ${JSON.stringify(table)};`, map: null };
  },
});
