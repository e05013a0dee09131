interface ManifestChunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
/** What a document must name for an entry to run without a chain of requests. */
export interface EntryAssets {
  /** Addresses of the modules, the entry last. */
  readonly modules: readonly string[];
  readonly stylesheets: readonly string[];
}

const isChunk = (value: unknown): value is ManifestChunk =>
  typeof value === 'object' && value !== null && 'file' in value;

/**
 * Finds entries and everything that they import statically in Vite's manifest.
 * @throws Error when the manifest does not know one: the client was not built, or by another version
 */
export function assetsOf(manifest: unknown, ...entries: readonly string[]): EntryAssets {
  const chunks = new Map(Object.entries((manifest ?? {}) as Record<string, unknown>));
  const modules = new Set<string>();
  const stylesheets = new Set<string>();
  const visit = (key: string): void => {
    const chunk = chunks.get(key);
    if (!isChunk(chunk)) throw new Error(`The client's manifest has no ${key}. Build the client first.`);
    if (modules.has(`/${chunk.file}`)) return;
    for (const imported of chunk.imports ?? []) visit(imported);
    modules.add(`/${chunk.file}`);
    for (const css of chunk.css ?? []) stylesheets.add(`/${css}`);
  };
  for (const entry of entries) visit(entry);
  return { modules: [...modules], stylesheets: [...stylesheets] };
}
