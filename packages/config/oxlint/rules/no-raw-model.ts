import { ban, lastName, memberName, memberObject, type AstNode } from '../kit.ts';

/** A model that mongoose compiled directly has no tenant: nothing would scope what it reads and writes. */
export const noRawModel = ban({
  except: [/\/packages\/tenancy\/src\//],
  message: 'Define models with defineTenantModel() or defineGlobalModel() of @stageline/tenancy.',
  find: (report) => ({
    CallExpression(node) {
      const callee = node['callee'] as AstNode;
      if (memberName(callee) !== 'model') return;
      if (/(mongoose|conn|connection|db)$/i.test(lastName(memberObject(callee)) ?? '')) report(node);
    },
  }),
});
