import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { install, pack, root, temporaryFolder, type Packed } from './packed';

interface Themed {
	light: string;
	dark: string;
}

interface Loaded {
	nodes: Array<{ name: string; credentials: string[]; iconUrl?: Themed; codex?: { categories?: string[] } }>;
	credentials: Array<{ name: string; iconUrl?: Themed; supportedNodes: string[] }>;
}

/** Loads the package in its own process, in which it can find no other package than n8n-workflow. */
function loadAsN8n({ folder }: Packed): Loaded {
	const n8n = path.join(temporaryFolder(), 'node_modules');
	mkdirSync(n8n, { recursive: true });
	symlinkSync(path.join(root, 'node_modules', 'n8n-workflow'), path.join(n8n, 'n8n-workflow'), 'dir');
	const output = execFileSync(process.execPath, [path.join(__dirname, 'loadAsN8n.js'), folder, root], {
		cwd: folder,
		encoding: 'utf8',
		env: { ...process.env, NODE_ENV: 'production', NODE_PATH: n8n },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return JSON.parse(output) as Loaded;
}

describe('the packed package', () => {
	let packed: Packed;

	beforeAll(() => {
		packed = pack();
		console.info(`Packed: ${packed.size} bytes, ${packed.files.length} files.`);
	});

	test('has dist, the licence and the manifest, and nothing else', () => {
		const expected = /^(package\.json|README\.md|LICENSE\.md|index\.js|dist\/(THIRD-PARTY-LICENSES\.md|sbom\.cdx\.json))$|^dist\/(nodes|credentials)\/[\w/.-]+\.(js|json)$|^dist\/icons\/[\w.]+\.svg$/;
		expect(packed.files.filter((file) => !expected.test(file) || /\.test\.|(^|\/)package-lock/.test(file))).toEqual([]);
		expect(packed.files).toEqual(
			expect.arrayContaining(['LICENSE.md', 'dist/THIRD-PARTY-LICENSES.md', 'dist/sbom.cdx.json', packed.manifest.main, 'package.json']),
		);
	});

	test('registers every node and credential that was built', () => {
		const built = (ending: string) => packed.files.filter((file) => file.endsWith(ending));
		expect([...packed.manifest.n8n.nodes].sort()).toEqual(built('.node.js'));
		expect([...packed.manifest.n8n.credentials].sort()).toEqual(built('.credentials.js'));
		expect(built('.node.js').length).toBeGreaterThan(0);
	});

	test('depends on nothing but n8n itself', () => {
		expect(packed.manifest.dependencies ?? {}).toEqual({});
		expect(packed.manifest.optionalDependencies ?? {}).toEqual({});
		expect(packed.manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(packed.manifest).not.toHaveProperty('overrides');
		expect(packed.manifest).not.toHaveProperty('bundledDependencies');
	});

	test('requires only its own files, n8n-workflow and hashing', () => {
		const required = packed.files
			.filter((file) => file.endsWith('.js'))
			.flatMap((file) => {
				const code = readFileSync(path.join(packed.folder, file), 'utf8');
				return [...code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]/g)].map(([, name]) => ({ file, name: name! }));
			});
		// Shows that the search finds something: these two are required for certain.
		expect(required.map(({ name }) => name)).toEqual(expect.arrayContaining(['n8n-workflow', 'node:crypto']));
		expect(required.filter(({ name }) => name.startsWith('.')).length).toBeGreaterThan(0);
		const outside = required.filter(({ file, name }) => {
			if (!name.startsWith('.')) return !['n8n-workflow', 'node:crypto'].includes(name);
			const target = path.join(packed.folder, path.dirname(file), name);
			return !['', '.js', '/index.js'].some((ending) => existsSync(target + ending));
		});
		expect(outside.map(({ file, name }) => `${file} requires ${name}`)).toEqual([]);
	});

	describe('says what is bundled', () => {
		interface Component {
			name: string;
			group?: string;
			version: string;
			purl: string;
			licenses: Array<{ license: { id: string } }>;
		}
		interface Bill {
			bomFormat: string;
			specVersion: string;
			serialNumber?: string;
			metadata: { timestamp?: string; component: Component };
			components: Component[];
		}
		/** What reviewers take: nobody has to publish a program because of it, or to name it in each copy. */
		const taken = ['MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'Apache-2.0', '0BSD'];
		let bill: Bill;
		let bundled: Array<{ name: string; version: string; license: string }>;

		beforeAll(() => {
			bill = JSON.parse(readFileSync(path.join(packed.folder, 'dist/sbom.cdx.json'), 'utf8')) as Bill;
			const bundles = packed.files.filter((file) => file.startsWith('dist/nodes/shared/libraries/'));
			const code = bundles.map((file) => readFileSync(path.join(packed.folder, file), 'utf8')).join('\n');
			// esbuild writes the path of each bundled file above it.
			const folders = [...code.matchAll(/^\s*\/\/ (.*node_modules\/(?:@[^/\n]+\/)?[^/\n]+)\//gm)].map(([, folder]) => folder!);
			bundled = [...new Set(folders)].sort().map((folder) => JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as (typeof bundled)[number]);
		});

		test('in a bill of materials, each library that is there and no other, with version and licence', () => {
			expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
			expect(bundled.length).toBeGreaterThan(5);
			const listed = bill.components.map(({ group, name, version, licenses }) => ({ name: group ? `${group}/${name}` : name, version, license: licenses.map(({ license: { id } }) => id).join() }));
			expect(listed.toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(
				bundled.map(({ name, version, license }) => ({ name, version, license })).toSorted((one, other) => one.name.localeCompare(other.name)),
			);
			expect(bill.components.filter(({ name, version, purl }) => !purl.startsWith('pkg:npm/') || !purl.includes(`${name}@${version}`))).toEqual([]);
		});

		test('the bill is about this version, and has neither a time nor a number of its own', () => {
			const { name, version } = packed.manifest as typeof packed.manifest & { version: string };
			expect(bill.metadata.component).toMatchObject({ type: 'library', name, version });
			expect(bill.serialNumber).toBeUndefined();
			expect(bill.metadata.timestamp).toBeUndefined();
		});

		test('with the whole text of each licence, all of them permissive', () => {
			const page = readFileSync(path.join(packed.folder, 'dist/THIRD-PARTY-LICENSES.md'), 'utf8');
			for (const { name, version, license } of bundled) {
				expect(page).toMatch(new RegExp(`^## ${name} ${version.replaceAll('.', '\\.')}\n\nLicence: ${license}\n\n\`\`\`text\n[^]{500,}?\n\`\`\``, 'm'));
			}
			const licences = Array.from(page.matchAll(/^Licence: (.+)$/gm), ([, licence]) => licence);
			expect(licences.length).toBeGreaterThanOrEqual(bundled.length);
			expect(licences.filter((licence) => !taken.includes(licence!))).toEqual([]);
		});
	});

	test('loads no library, and nothing that sends, before it is used', () => {
		const script = `
			const path = require('node:path');
			const { n8n } = require(path.resolve('package.json'));
			for (const file of [...n8n.nodes, ...n8n.credentials]) {
				for (const made of Object.values(require(path.resolve(file)))) if (typeof made === 'function') new made();
			}
			const loaded = Object.keys(require.cache).map((file) => path.relative('dist/nodes/shared', file));
			console.log(JSON.stringify(loaded.filter((file) => /^(libraries|delivery|transport)/.test(file))));
		`;
		const output = execFileSync(process.execPath, ['--eval', script], {
			cwd: packed.folder,
			encoding: 'utf8',
			env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
		});
		expect(JSON.parse(output)).toEqual(['libraries.js', 'transport/streamedBody.js']);
	});

	test('loads in n8n, as it would be installed there', () => {
		install(packed);
		const { nodes, credentials } = loadAsN8n(packed);
		expect(nodes).toHaveLength(packed.manifest.n8n.nodes.length);
		expect(credentials).toHaveLength(packed.manifest.n8n.credentials.length);
		const names = credentials.map(({ name }) => name);
		for (const node of nodes) {
			expect(names).toEqual(expect.arrayContaining(node.credentials));
			expect(node.codex?.categories).toContain('Communication');
		}
		for (const credential of credentials) expect(credential.supportedNodes.length).toBeGreaterThan(0);
		for (const { iconUrl } of [...nodes, ...credentials]) {
			expect(iconUrl!.light).not.toBe(iconUrl!.dark);
			for (const url of [iconUrl!.light, iconUrl!.dark]) {
				// n8n serves icons/<package>/<path> from the package's folder.
				expect(packed.files).toContain(url.replace(`icons/${packed.manifest.name}/`, ''));
			}
		}
	});
});
