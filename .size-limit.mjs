/** What a Node program that bundles us carries: our code alone, minified and zipped, as an ES module. */
const measured = (name, file, limit) => ({
  name,
  path: `packages/${file}`,
  limit,
  gzip: true,
  ignore: ['express', 'undici', 'zod', '@qf/*'],
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', format: 'esm' }),
});

export default [
  measured('@qf/signing', 'signing/dist/index.js', '3 kB'),
  measured('@qf/signing/server', 'signing/dist/server.js', '3 kB'),
  measured('@qf/signing/explain', 'signing/dist/explain/index.js', '7 kB'),
  measured('@qf/protocol', 'protocol/dist/index.js', '40 kB'),
  measured('@qf/client', 'client/dist/index.js', '20 kB'),
  measured('@qf/express-middleware', 'express-middleware/dist/index.js', '12 kB'),
  measured('@qf/express-middleware/web', 'express-middleware/dist/web.js', '10 kB'),
];
