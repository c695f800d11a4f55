'use strict';

// Puts a provider's contract together. Plain CommonJS, so that the sandbox, the tests and scripts/ (which run on Node 20)
// all read the contracts through this one file.

const { readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');

const { parse } = require('yaml');

/** Adds what `part` has to `whole`; `what` says in an error what is there twice. */
function add(whole, part, what) {
	for (const [name, value] of Object.entries(part)) {
		if (Object.hasOwn(whole, name)) throw new Error(`${what} ${name} is there twice`);
		whole[name] = value;
	}
}

function documentOf(provider) {
	const folder = path.join(__dirname, provider);
	const read = (file) => parse(readFileSync(path.join(folder, file), 'utf8'));
	const document = { paths: {}, ...read('common.yaml') };
	const resources = readdirSync(folder).filter((file) => file.endsWith('.yaml') && file !== 'common.yaml');
	for (const file of resources.sort()) {
		const { paths, components = {}, ...others } = read(file);
		const odd = Object.keys(others);
		if (odd.length > 0) throw new Error(`${provider}/${file} has ${odd.join(', ')}, which belongs into common.yaml`);
		add(document.paths, paths, `${provider}/${file}: the path`);
		for (const [room, members] of Object.entries(components)) {
			document.components[room] ??= {};
			add(document.components[room], members, `${provider}/${file}: in ${room},`);
		}
	}
	return document;
}

/** Every request that anybody names for a provider's API: the ones that the nodes make, by where they are known from, and those left out. */
function knownRequests(provider) {
	return parse(readFileSync(path.join(__dirname, 'requests.yaml'), 'utf8'))[provider];
}

module.exports = { documentOf, knownRequests };
