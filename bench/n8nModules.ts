import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * n8n's node and ours must run in one n8n: the HTTP Request node lies in the demo's installation, which has its own copies
 * of these. n8n-workflow's ES modules don't load in Node, so imports of it get its CommonJS file too.
 */
const urls = new Map(['n8n-workflow', 'n8n-core'].map((name) => [name, pathToFileURL(require.resolve(name)).href]));

registerHooks({
	resolve(specifier, context, next) {
		const url = urls.get(specifier);
		return url === undefined ? next(specifier, context) : { url, format: 'commonjs', shortCircuit: true };
	},
});
