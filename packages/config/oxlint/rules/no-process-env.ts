import { ban, memberName, memberObject, testFiles } from '../kit.ts';

/** The environment is read and checked once, at boot; everything else gets the parsed configuration. */
export const noProcessEnv = ban({
  except: [
    /\/config\.ts$/,
    /\/scripts\//,
    /\/packages\/config\//,
    // Finds programs on PATH for the scripts, before there is any configuration.
    /\/packages\/platform\/src\/embedded\//,
    ...testFiles,
  ],
  message: 'Read the environment in config.ts only, and pass on what it parsed.',
  find: (report) => ({
    MemberExpression(node) {
      if (memberName(node) === 'env' && memberObject(node)['name'] === 'process') report(node);
    },
  }),
});
