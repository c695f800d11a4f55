import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { root } from './packed';

/*
 * What somebody meets who comes to the repository: its pages, the forms for issues, the workflows of GitHub.
 */

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** All files with one of these endings below a folder, as paths from the project's folder; without what is installed or made. */
function filesIn(folder: string, ending: RegExp): string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const file = path.posix.join(folder, entry.name);
		if (entry.isDirectory()) return ['node_modules', 'dist', '.git', 'coverage', '.demo'].includes(entry.name) ? [] : filesIn(file, ending);
		return ending.test(entry.name) ? [file] : [];
	});
}

describe('the pages', () => {
	const pages = filesIn('.', /\.md$/);

	test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'LICENSE.md', 'docs/release.md', 'docs/verification.md', '.github/pull_request_template.md'])('%s is there', (file) => {
		expect(pages).toContain(file);
		expect(read(file).length).toBeGreaterThan(500);
	});

	/** A page without what stands in blocks and marks of code, which has no links. */
	const proseOf = (page: string) => read(page).replaceAll(/^(```+)[^`][^]*?^\1$|^(```+)\n[^]*?^\2$/gm, '').replaceAll(/`[^`\n]*`/g, (code) => ' '.repeat(code.length));

	/** The anchors that GitHub gives the headings of a page, and those that a page sets by itself. */
	function anchorsOf(page: string): Set<string> {
		const text = read(page).replaceAll(/^(```+)[^`]*?\n[^]*?^\1$/gm, '');
		const counts = new Map<string, number>();
		const headings = Array.from(text.matchAll(/^#{1,6} +(.+?) *#*$/gm), ([, heading]) => {
			const slug = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
			const before = counts.get(slug) ?? 0;
			counts.set(slug, before + 1);
			return before === 0 ? slug : `${slug}-${before}`;
		});
		return new Set([...headings, ...Array.from(text.matchAll(/<a (?:name|id)="([^"]+)"/g), ([, name]) => name)]);
	}

	/** Where the links and pictures of a page lead. */
	function linksOf(page: string): string[] {
		const text = proseOf(page);
		const inline = Array.from(text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g), ([, link]) => link);
		const below = Array.from(text.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm), ([, link]) => link);
		const html = Array.from(text.matchAll(/<(?:img|a|source)\b[^>]*?\b(?:src|href|srcset)="([^"]+)"/g), ([, link]) => link);
		return [...inline, ...below, ...html];
	}

	/** Why a link of a page leads nowhere. */
	function brokenness(page: string, link: string): string | undefined {
		if (/^(https?:|mailto:)/.test(link)) return undefined;
		const [place, anchor] = link.split('#');
		const target = place === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), decodeURIComponent(place)));
		if (target.startsWith('..') || !existsSync(path.join(root, target))) return `${page}: ${link} leads to no file`;
		if (anchor === undefined || !target.endsWith('.md')) return undefined;
		return anchorsOf(target).has(anchor) ? undefined : `${page}: ${link} leads to no heading`;
	}

	test.each(pages)('%s: every link leads to something', (page) => {
		expect(linksOf(page).flatMap((link) => brokenness(page, link) ?? [])).toEqual([]);
	});

	test('a link that leads nowhere would be found', () => {
		expect(pages.flatMap(linksOf).length).toBeGreaterThan(30);
		expect(brokenness('README.md', 'docs/nothing.png')).toContain('no file');
		expect(brokenness('docs/coverage.md', '../../elsewhere.md')).toContain('no file');
		expect(brokenness('README.md', 'CONTRIBUTING.md#nothing')).toContain('no heading');
		expect(brokenness('docs/coverage.md', '../CONTRIBUTING.md#house-rules')).toBeUndefined();
	});

	test('every npm command that a page names is a script', () => {
		const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
		const named = pages.flatMap((page) => Array.from(read(page).matchAll(/\bnpm run ([\w:]+)/g), ([, name]) => ({ page, name })));
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter(({ name }) => !Object.hasOwn(scripts, name))).toEqual([]);
	});

	test('CONTRIBUTING names every folder of the project, and every folder of the tests', () => {
		const page = read('CONTRIBUTING.md');
		const folders = (folder: string) =>
			readdirSync(path.join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules').map(({ name }) => name);
		const shipped = folders('.').filter((name) => !['icons', 'coverage', 'dist'].includes(name));
		expect(shipped.filter((name) => !page.includes(`${name}/`))).toEqual([]);
		expect(folders('test').filter((name) => !page.includes(`test/${name}`))).toEqual([]);
	});

	test('the evidence in docs/verification.md is there: each test file, with each title', () => {
		const rows = read('docs/verification.md').split('\n');
		const named = rows.flatMap((row) => Array.from(row.matchAll(/`([a-zA-Z]+\/[\w/*-]+(?:\.test\.ts)?)`((?:[^`|]*?:)? \*[^`|]+)?/g), ([, file, titles = '']) => ({ file: file!, titles: Array.from(titles.matchAll(/\*([^*]+)\*/g), ([, title]) => title!) })));
		const tests = named.filter(({ file }) => existsSync(path.join(root, 'test', file.split('/')[0]!)) && !existsSync(path.join(root, file)));
		expect(tests.length).toBeGreaterThan(20);
		const missing = tests.flatMap(({ file, titles }) => {
			const folder = path.join(root, 'test', path.dirname(file));
			const pattern = new RegExp(`^${path.basename(file).replaceAll('.', '\\.').replace('*', '.*')}$`);
			const found = existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : [];
			if (found.length === 0) return [`test/${file}`];
			const text = found.filter((name) => name.endsWith('.ts')).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
			const inFolder = file.endsWith('.ts') ? text : filesIn(path.posix.join('test', file), /\.ts$/).map(read).join('\n');
			return titles.filter((title) => !inFolder.includes(title)).map((title) => `test/${file}: ${title}`);
		});
		expect(missing).toEqual([]);
	});

	test('the changelog has a heading for what is not published yet, and versions with dates', () => {
		const headings = Array.from(read('CHANGELOG.md').matchAll(/^## (.+)$/gm), ([, heading]) => heading);
		expect(headings[0]).toBe('[Unreleased]');
		expect(headings.slice(1).filter((heading) => !/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(heading))).toEqual([]);
	});
});

describe('the forms for issues', () => {
	interface Field {
		type: string;
		id?: string;
		attributes: { label?: string; value?: string; description?: string; placeholder?: string; options?: unknown };
	}
	const folder = '.github/ISSUE_TEMPLATE';
	const forms = readdirSync(path.join(root, folder)).filter((file) => file.endsWith('.yml') && file !== 'config.yml');
	const bodyOf = (file: string) => (parse(read(path.posix.join(folder, file))) as { body: Field[] }).body;
	const secret = /\b(api[- ]?keys?|secrets?|tokens?|passwords?|signatures?|credentials?)\b/i;

	test('there are some, and no issue without one', () => {
		expect(forms.length).toBeGreaterThan(2);
		expect(parse(read(`${folder}/config.yml`))).toMatchObject({ blank_issues_enabled: false });
	});

	test.each(forms)('%s says first that no secret is wanted, and asks for none', (file) => {
		const [first, ...fields] = bodyOf(file);
		expect(first).toMatchObject({ type: 'markdown' });
		expect(first!.attributes.value).toMatch(/leave out every secret/i);
		const asked = fields.filter(({ attributes: { label, placeholder } }) => secret.test(`${label} ${placeholder ?? ''}`));
		expect(asked).toEqual([]);
	});

	test.each(forms)('%s asks for the versions', (file) => {
		const labels = bodyOf(file).map(({ attributes: { label } }) => label ?? '').join('\n');
		expect(labels).toMatch(/versions? of this package/i);
		expect(labels).toMatch(/n8n/);
	});

	test.each(['bug.yml', 'provider.yml'])('%s asks for the request ID, and has the person look through it', (file) => {
		const fields = bodyOf(file);
		expect(fields.map(({ attributes: { label } }) => label)).toContain('Request ID');
		expect(fields.at(-1)).toMatchObject({ type: 'checkboxes', attributes: { options: [{ required: true }] } });
	});

	test('a field that asks for a key would be found', () => {
		for (const label of ['Your API key', 'Webhook signature', 'Token', 'Credentials']) expect(secret.test(label)).toBe(true);
	});
});

describe('the workflows of GitHub', () => {
	interface Job {
		uses?: string;
		permissions?: Record<string, string>;
		steps?: Array<{ uses?: string; run?: string; env?: Record<string, string>; with?: Record<string, unknown> }>;
	}
	interface Workflow {
		on: Record<string, unknown>;
		permissions: Record<string, string>;
		jobs: Record<string, Job>;
	}
	const folder = '.github/workflows';
	const files = readdirSync(path.join(root, folder));
	const workflow = (file: string) => parse(read(path.posix.join(folder, file))) as Workflow;
	const stepsOf = (file: string) => Object.values(workflow(file).jobs).flatMap(({ steps = [] }) => steps);

	test.each(files)('%s: every action is pinned by its commit, with its version beside it', (file) => {
		const used = Array.from(read(path.posix.join(folder, file)).matchAll(/^\s*(?:- )?uses: (?!\.\/)(.+)$/gm), ([, action]) => action);
		expect(used.length).toBeGreaterThan(0);
		expect(used.filter((action) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
	});

	test.each(files)('%s: may read only, unless a job says more, and leaves no identity in the checkout', (file) => {
		expect(workflow(file).permissions).toEqual({ contents: 'read' });
		const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
		expect(checkouts.length).toBeGreaterThan(0);
		expect(checkouts.every((step) => step.with?.['persist-credentials'] === false)).toBe(true);
		expect(read(path.posix.join(folder, file))).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
	});

	test('tests run what CI runs', () => {
		expect(stepsOf('test.yml').map(({ run }) => run)).toContain('.ci/run');
		expect(Object.keys(workflow('test.yml').on)).toEqual(expect.arrayContaining(['push', 'pull_request', 'workflow_call']));
	});

	test('a release tests first, then publishes with the run’s own identity and provenance, and only for a tag', () => {
		const { on, jobs } = workflow('release.yml');
		expect(on).toEqual({ push: { tags: ['v*.*.*'] } });
		expect(jobs.test!.uses).toBe('./.github/workflows/test.yml');
		expect(jobs.publish).toMatchObject({ needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } });
		const runs = jobs.publish!.steps!.flatMap(({ run }) => run ?? []);
		expect(runs.findIndex((run) => run.includes('releasable.js'))).toBe(0);
		expect(runs.at(-1)).toBe('npm publish --provenance --access public');
		expect(Object.entries(jobs).filter(([, { permissions }]) => permissions?.['id-token']).map(([name]) => name)).toEqual(['publish']);
	});
});

test('what n8n’s own tool finds is read from what it prints', () => {
	const { findingsIn } = jest.requireActual<{ findingsIn: (output: string) => object[] }>(path.join(root, 'scripts/checkCli.js'));
	const printed = '\u001b[4m/tmp/nodes/a.ts\u001b[24m\n  35:77  \u001b[31merror\u001b[39m  That is bad, or not  @n8n/community-nodes/no-bad\n\n/tmp/package.json\n  1:2  warning  Say why  other\n\n✖ 2 problems (1 error, 1 warning)\n';
	expect(findingsIn(printed)).toEqual([
		{ file: '/tmp/nodes/a.ts', place: '35:77', kind: 'error', words: 'That is bad, or not', rule: '@n8n/community-nodes/no-bad' },
		{ file: '/tmp/package.json', place: '1:2', kind: 'warning', words: 'Say why', rule: 'other' },
	]);
	expect(findingsIn('No findings.\n')).toEqual([]);
});

describe('what may be released', () => {
	const { notesOf, obstacles } = jest.requireActual<{
		notesOf: (changelog: string, version: string) => string | undefined;
		obstacles: (tag: string, manifest: object, changelog: string) => string[];
	}>(path.join(root, 'scripts/releasable.js'));
	const changelog = '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [1.1.0] - 2026-11-01\n\n- Another.\n\n[1.2.0]: https://example.com/1.2.0\n';

	test('the notes of a version are what the changelog says of it, without its addresses', () => {
		expect(notesOf(changelog, '1.2.0')).toBe('### Added\n\n- A thing.');
		expect(notesOf(changelog, '1.1.0')).toBe('- Another.');
		expect(notesOf(changelog, '1.2')).toBeUndefined();
		expect(notesOf('## [1.2.0]\n\n- No date.\n', '1.2.0')).toBeUndefined();
	});

	test('only a tag of the version, which the changelog has, without dependencies', () => {
		expect(obstacles('v1.2.0', { version: '1.2.0' }, changelog)).toEqual([]);
		expect(obstacles('v1.2.1', { version: '1.2.0' }, changelog)).toEqual([expect.stringContaining('The tag is v1.2.1')]);
		expect(obstacles('v1.3.0', { version: '1.3.0' }, changelog)).toEqual([expect.stringContaining('has no heading "## [1.3.0]')]);
		expect(obstacles('v1.2.0', { version: '1.2.0', dependencies: { jose: '6' } }, changelog)).toEqual([expect.stringContaining('(jose)')]);
	});
});
