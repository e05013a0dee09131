import { ban, lastName, memberName, memberObject, testFiles, type AstNode } from '../kit.ts';

const listens = new Set(['on', 'once', 'onAny', 'prependAny', 'addListener']);

/** A handler that was attached by hand neither parses its payload nor enters the tenant for each packet. */
export const noRawSocketOn = ban({
  only: [/\/apps\/(api|sfu)\/src\//],
  except: [
    /\/apps\/api\/src\/realtime\/(gateway|binding)\.ts$/,
    /\/apps\/sfu\/src\/signaling\/gateway\.ts$/,
    // Between our own processes: messages are parsed there, or passed on to the gateway of another as they are.
    /\/apps\/sfu\/src\/cluster\/(connect|link|link-server|relay)\.ts$/,
    ...testFiles,
  ],
  message: 'Attach socket handlers through the gateway, which parses each packet and enters its tenant.',
  find: (report) => ({
    CallExpression(node) {
      const callee = node['callee'] as AstNode;
      if (!listens.has(memberName(callee) ?? '')) return;
      if (/socket$/i.test(lastName(memberObject(callee)) ?? '')) report(node);
    },
  }),
});
