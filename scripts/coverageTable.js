'use strict';

// Prints, as Markdown, which operations of each provider's API the built nodes have. With --write, it writes that into
// README.md, between its two markers. It needs a build.

const { readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const { documentOf } = require('../contracts/load.js');

const root = path.join(__dirname, '..');
const readme = path.join(root, 'README.md');
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
		`### ${node}`,
		'',
		'| Operation | What it does | Request | Known from |',
		'| --- | --- | --- | --- |',
		...rows,
		...(others.length > 0 ? ['', `Also used, by the lists of the form, Allowed Recipients or the credential’s test: ${alsoUsed}.`] : []),
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

module.exports = { withCoverage };

if (require.main === module) {
	if (process.argv.includes('--write')) writeFileSync(readme, withCoverage(readFileSync(readme, 'utf8')));
	else console.log(coverage());
}
