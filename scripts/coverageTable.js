'use strict';

// Prints, as Markdown, which operations of each provider's API the built nodes have. With --write, it writes that into
// README.md, between its two markers, and what is counted and left out into docs/coverage.md. It needs a build.

const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { documentOf, knownRequests } = require('../contracts/load.js');

const root = path.join(__dirname, '..');
const readme = path.join(root, 'README.md');
const page = path.join(root, 'docs/coverage.md');
const begin = '<!-- coverage:begin -->';
const end = '<!-- coverage:end -->';

const nodes = ['Heymarket', 'Whippy', 'Sendook'];

/** The contracts' values of `x-evidence`, in words. */
const evidence = {
	documented: 'the provider’s documentation',
	'first-party': 'the provider’s own code',
	reported: 'other software that uses it',
	inferred: 'nowhere; it follows from the rest',
};

/** The operations of a contract: method and path, a summary, and where they are known from. */
function contractOf(node) {
	const { paths } = documentOf(node.toLowerCase());
	return Object.entries(paths).flatMap(([template, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			request: `${method.toUpperCase()} ${template}`,
			summary: operation.summary,
			evidence: operation['x-evidence'],
			source: evidence[operation['x-evidence']],
		})),
	);
}

/** The operations of a built node, in the order of its lists; one whose form chooses the request is there once for each. */
function operationsOf(node) {
	const { [node]: NodeType } = require(path.join(root, 'dist/nodes', node, `${node}.node.js`));
	const { properties } = new NodeType().description;
	const resources = properties.find(({ name }) => name === 'resource').options;
	return resources.flatMap(({ name: resource, value }) =>
		properties
			.find(({ name, displayOptions }) => name === 'operation' && displayOptions.show.resource.includes(value))
			.options.flatMap((operation) =>
				requestsOf(properties, value, operation).map(({ request, choice }) => ({
					name: `${resource}: ${operation.name}`,
					description: choice ? `${operation.description} (${choice})` : operation.description,
					request: `${request.method} ${request.url}`,
				})),
			),
	);
}

/** The requests that an operation makes: its own, or those of the options of a field, each with what a person chooses for it. */
function requestsOf(properties, resource, { value, routing }) {
	if (routing.request.url) return [{ request: routing.request }];
	const shown = properties.filter(
		({ displayOptions: { show = {} } = {} }) => show.resource?.includes(resource) && show.operation?.includes(value),
	);
	return shown.flatMap(({ displayName, options = [] }) =>
		options
			.filter((option) => option.routing?.request)
			.map((option) => ({ request: option.routing.request, choice: `${displayName}: ${option.name}` })),
	);
}

/** A request without the names of its placeholders, which differ between form and contract. */
function shapeOf(request) {
	return request.replace(/\{[^{}]*\}/g, '{}');
}

function sectionOf(node) {
	const contract = contractOf(node);
	const operations = operationsOf(node);
	const rows = operations.map(({ name, description, request }) => {
		const { request: documented, source } = contract.find((known) => shapeOf(known.request) === shapeOf(request));
		return `| ${name} | ${description} | \`${documented}\` | ${source} |`;
	});
	const others = contract.filter((known) => !operations.some(({ request }) => shapeOf(request) === shapeOf(known.request)));
	const alsoUsed = others.map(({ request }) => `\`${request}\``).join(', ');
	return [
		'<details>',
		`<summary><b>${node}</b>: ${new Set(operations.map(({ name }) => name)).size} operations</summary>`,
		'',
		'| Operation | What it does | Request | Known from |',
		'| --- | --- | --- | --- |',
		...rows,
		...(others.length > 0 ? ['', `Also used, by the lists of the form, Allowed Recipients, the credential’s test or the trigger: ${alsoUsed}.`] : []),
		'',
		'</details>',
	].join('\n');
}

/** The Markdown of all nodes. */
function coverage() {
	return nodes.map(sectionOf).join('\n\n');
}

/**
 * A page with the current tables between its markers.
 *
 * @throws when the page doesn't have both markers, in this order
 */
function withCoverage(page) {
	const from = page.indexOf(begin);
	const to = page.indexOf(end);
	if (from < 0 || to < from) throw new Error(`README.md needs the lines ${begin} and ${end}, one after the other.`);
	return `${page.slice(0, from + begin.length)}\n\n${coverage()}\n\n${page.slice(to)}`;
}

/** Of the known requests of a provider: those that its contract has, and those that it should have. */
function countOf(node) {
	const contract = contractOf(node);
	const { wanted, tried = [], leftOut } = knownRequests(node.toLowerCase());
	const known = Object.entries(wanted).flatMap(([named, requests]) =>
		requests.map((request) => {
			const found = contract.find((each) => shapeOf(each.request) === shapeOf(request));
			return { request, named, evidence: found?.evidence ?? named, isThere: found !== undefined };
		}),
	);
	const named = [...known, ...tried].map(({ request }) => shapeOf(request));
	const unnamed = contract.map(({ request }) => request).filter((request) => !named.includes(shapeOf(request)));
	return { operations: new Set(operationsOf(node).map(({ name }) => name)).size, known, tried, leftOut, unnamed };
}

/** `20 of 57` for each kind of evidence; nothing where no request is known so. */
function counts(node) {
	const { known } = countOf(node);
	return Object.fromEntries(
		Object.keys(evidence).map((kind) => {
			const all = known.filter((each) => each.evidence === kind);
			return [kind, all.length === 0 ? '' : `${all.filter(({ isThere }) => isThere).length} of ${all.length}`];
		}),
	);
}

/** The page of what is counted and what is left out. */
function coveragePage() {
	const kinds = ['documented', 'first-party', 'reported'];
	const rows = nodes.map((node) => {
		const count = counts(node);
		return `| ${node} | ${countOf(node).operations} | ${kinds.map((kind) => count[kind]).join(' | ')} |`;
	});
	const sections = nodes.flatMap((node) => {
		const { known, tried, leftOut } = countOf(node);
		const missing = known.filter(({ isThere }) => !isThere);
		return [
			`## ${node}: what is left out`,
			'',
			'| Request | Known from | Why it is left out |',
			'| --- | --- | --- |',
			...leftOut.map(({ request, evidence: kind, reason }) => `| \`${request}\` | ${evidence[kind]} | ${reason} |`),
			'',
			...(tried.length > 0 ? ['Nobody has seen these, and only a trigger tries them, for what it has made:', ''] : []),
			...(tried.length > 0 ? ['| Request | What for |', '| --- | --- |', ...tried.map(({ request, reason }) => `| \`${request}\` | ${reason} |`), ''] : []),
			...(missing.length > 0 ? [`Not there yet: ${missing.map(({ request }) => `\`${request}\``).join(', ')}.`, ''] : []),
		];
	});
	return [
		'# Which requests are covered',
		'',
		'An operation makes one request or several; some requests are made by pickers, checks or the credential’s test only. The',
		'README has the table of the operations. Counted here are the requests that the nodes make, of those that anybody names',
		'(`contracts/requests.yaml`; what each kind of evidence means stands in `contracts/README.md`). For the others, the HTTP',
		'Request node takes the same credential. `node scripts/coverageTable.js --write` makes this page.',
		'',
		'| Node | Operations | Documented requests | First-party | Reported |',
		'| --- | --- | --- | --- | --- |',
		...rows,
		'',
		...sections,
	].join('\n');
}

module.exports = { countOf, counts, coveragePage, withCoverage };

if (require.main === module) {
	if (process.argv.includes('--write')) {
		writeFileSync(readme, withCoverage(readFileSync(readme, 'utf8')));
		writeFileSync(page, coveragePage());
	} else console.log(`${coverage()}\n\n${coveragePage()}`);
}
