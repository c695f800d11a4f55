import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * The HTTP Request node and this package's nodes must use the same copies of n8n-workflow and n8n-core. The HTTP Request node
 * is in the demo's installation, which has its own copies, so imports are redirected to the ones here. They get the CommonJS
 * file, since n8n-workflow's ES modules don't load in Node.
 */
const urls = new Map(['n8n-workflow', 'n8n-core'].map((name) => [name, pathToFileURL(require.resolve(name)).href]));

registerHooks({
	resolve(specifier, context, next) {
		const url = urls.get(specifier);
		return url === undefined ? next(specifier, context) : { url, format: 'commonjs', shortCircuit: true };
	},
});
