import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';

import { builtCredentials, builtNodes, packageName, root } from './built';
import { credentialSource, nodeSource, scanSources, type Finding } from './source';
import { findings } from './ux';

/** Countries are not in title case: it would change "Tristan da Cunha". */
const isCountry = ({ rule, line }: Finding) =>
	rule === 'n8n-nodes-base/node-param-display-name-miscased' && /^name: ".+ \(\+\d+\)",/.test(line);

/** What starts a workflow stands in the order in which people want it, not by name. */
const isOrderOfEvents = ({ rule, line }: Finding) =>
	rule === 'n8n-nodes-base/node-param-multi-options-type-unsorted-items' && /^options: \[\{\s*name: "Message Received"/.test(line);

const nodes = builtNodes();
const credentials = builtCredentials();

describe('every built description', () => {
	let scanned: Map<string, Finding[]>;

	beforeAll(() => {
		const sources = [
			...nodes.map(({ className, source, type }) => ({ filePath: source, code: nodeSource(className, type.description, type.webhookMethods) })),
			...credentials.map(({ className, source, type }) => ({ filePath: source, code: credentialSource(className, type) })),
		];
		const found = scanSources(sources);
		scanned = new Map(sources.map(({ filePath }, index) => [filePath, found[index]!]));
	});

	test.each([...nodes, ...credentials].map(({ source }) => source))("keeps n8n's own rules: %s", (source) => {
		expect(scanned.get(source)!.filter((finding) => !isCountry(finding) && !isOrderOfEvents(finding))).toEqual([]);
	});

	test.each(nodes)("keeps n8n's guidelines and the design: $source", ({ type }) => {
		expect(findings(type)).toEqual([]);
	});

	test.each(nodes)('has a codex file: $source', ({ file, type }) => {
		const codex = JSON.parse(readFileSync(path.join(root, `${file}on`), 'utf8')) as Record<string, unknown>;
		expect(codex).toMatchObject({
			node: `${packageName}.${type.description.name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
			categories: ['Communication'],
			resources: { primaryDocumentation: expect.arrayContaining([{ url: expect.stringMatching(/^https:/) }]) },
		});
	});

	test('is loaded by n8n, with its icons', async () => {
		const loader = new PackageDirectoryLoader(root);
		await loader.loadAll();
		const loaded = [...Object.values(loader.nodeTypes), ...Object.values(loader.credentialTypes)];
		expect(loaded).toHaveLength(nodes.length + credentials.length);
		for (const { type } of loaded) {
			const { iconUrl } = 'description' in type ? type.description : type;
			const { light, dark } = iconUrl as { light: string; dark: string };
			for (const url of [light, dark]) {
				expect(existsSync(path.join(root, url.replace(`icons/${packageName}/`, '')))).toBe(true);
			}
		}
	});
});
