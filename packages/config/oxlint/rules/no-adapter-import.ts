import { ban, testFiles, type AstNode } from '../kit.ts';

/** Everything but the composition roots knows a port (its types and errors) and is handed an adapter. */
export const noAdapterImport = ban({
  except: [
    /\/apps\/api\/src\/composition\//,
    /\/apps\/sfu\/src\/main\.ts$/,
    /\/packages\/integrations\//,
    ...testFiles,
  ],
  message:
    'Adapters are made in apps/api/src/composition and the main.ts of the sfu only; take the port as a dependency.',
  find: (report) => ({
    ImportDeclaration(node) {
      if (!String((node['source'] as AstNode)['value']).startsWith('@stageline/integrations/')) return;
      for (const specifier of node['specifiers'] as AstNode[]) {
        const imported = specifier['imported'] as AstNode | undefined;
        if (imported === undefined || String(imported['name']).startsWith('create')) report(specifier);
      }
    },
  }),
});
