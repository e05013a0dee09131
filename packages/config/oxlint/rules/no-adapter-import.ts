import { ban, testFiles, type AstNode } from '../kit.ts';

/** Everything but the composition root knows a port (its types and errors) and is handed an adapter. */
export const noAdapterImport = ban({
  except: [/\/apps\/api\/src\/composition\//, /\/packages\/integrations\//, ...testFiles],
  message: 'Adapters are made in apps/api/src/composition only; take the port as a dependency.',
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
