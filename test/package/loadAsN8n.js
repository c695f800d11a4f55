'use strict';

// Loads a package in its own process, as n8n does at its start, and prints the result as JSON.
// Arguments: the package's folder, and the folder where n8n-core is installed. Environment: NODE_PATH, by which the
// package finds n8n-workflow, as n8n sets it.

const [folder, home] = process.argv.slice(2);
const { PackageDirectoryLoader } = require(require.resolve('n8n-core', { paths: [home] }));

const loader = new PackageDirectoryLoader(folder);
loader.loadAll().then(() => {
	const nodes = Object.values(loader.nodeTypes).map(({ type }) => ({
		name: type.description.name,
		credentials: type.description.credentials?.map(({ name }) => name) ?? [],
		iconUrl: type.description.iconUrl,
		codex: type.description.codex,
	}));
	const credentials = Object.values(loader.credentialTypes).map(({ type }) => ({
		name: type.name,
		iconUrl: type.iconUrl,
		supportedNodes: type.supportedNodes,
	}));
	process.stdout.write(JSON.stringify({ nodes, credentials }));
});
