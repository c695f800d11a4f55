'use strict';

// Makes the files by which n8n shows the columns of an operation before it was run (`__schema__`): a JSON Schema of one output
// item. The columns are those of the built operation, as it puts them out by default; their types and examples stand in the
// contracts. So a plain operation needs nothing here.

const { mkdir, writeFile } = require('node:fs/promises');
const path = require('node:path');

const { documentOf } = require('../../contracts/load.js');

const nodes = ['Heymarket', 'Whippy', 'Sendook'];

/** The folder of a node's first version, as n8n's resolver looks for it. */
const VERSION = 'v1.0.0';

/** A path without the names of its placeholders. */
const shapeOf = (template) => template.replace(/\{[^{}]*\}/g, '{}');

/** A part of a contract, with what stands in the component that it refers to. */
function resolved(part, document) {
	const reference = part.$ref ?? (part.allOf?.length === 1 ? part.allOf[0].$ref : undefined);
	if (!reference) return part;
	const [room, name] = reference.split('/').slice(-2);
	return { ...resolved(document.components[room][name], document), ...part, $ref: undefined, allOf: undefined };
}

/** A value in which every field that the contract knows has its example. A schema that holds itself ends there. */
function wholeExample(schema, document, outer = []) {
	const { type, items, properties, additionalProperties, example } = resolved(schema, document);
	const inside = [...outer, properties];
	if (items) {
		const entry = wholeExample(items, document, inside);
		return entry === undefined ? example : [entry];
	}
	if (properties && !outer.includes(properties)) {
		return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, wholeExample(inner, document, inside)]));
	}
	return example ?? (type === 'object' && additionalProperties ? {} : undefined);
}

/** The type of an example, where the contract names none or the operation made the value. */
function inferred(value) {
	if (Array.isArray(value)) return { type: 'array', ...(value.length > 0 && { items: inferred(value[0]) }) };
	if (value === null || value === undefined) return { type: 'null' };
	if (typeof value !== 'object') return { type: Number.isInteger(value) ? 'integer' : typeof value };
	const known = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return { type: 'object', properties: Object.fromEntries(known.map(([name, inner]) => [name, inferred(inner)])) };
}

/** What the contract says of a value, in JSON Schema: only what a person or n8n's preview can use. */
function plain(schema, document, value) {
	const { type, items, properties, nullable } = resolved(schema, document);
	if (!type) return inferred(value);
	if (type === 'array') return { type, items: items ? plain(items, document, value?.[0]) : inferred(value?.[0]) };
	if (type === 'object') {
		const shown = Object.entries(properties ?? {}).filter(([name]) => value?.[name] !== undefined);
		return { type, properties: Object.fromEntries(shown.map(([name, inner]) => [name, plain(inner, document, value[name])])) };
	}
	return { type: nullable ? [type, 'null'] : type };
}

/** The schema of the value at a dotted path of a row. */
function schemaAt(dotted, row, document) {
	return dotted.split('.').reduce((schema, key) => schema && resolved(schema, document).properties?.[key], row);
}

/** What the contract has of a request: its parts, with examples, and the good answer. */
function contentOf({ method, path: template }, document) {
	const [known, methods] = Object.entries(document.paths).find(([one, all]) => shapeOf(one) === shapeOf(template) && all[method.toLowerCase()]) ?? [];
	const operation = methods?.[method.toLowerCase()];
	if (!operation) throw new Error(`no contract has ${method} ${template}`);
	const [, answer] = Object.entries(operation.responses).find(([status]) => /^2\d\d$/.test(status)) ?? [];
	const within = (part) => Object.values(resolved(part ?? {}, document).content ?? {})[0];
	const names = (path) => Array.from(path.matchAll(/\{([^{}]*)\}/g), ([, name]) => name);
	const exampleOf = (name) => String((operation.parameters ?? []).find((one) => one.in === 'path' && one.name === name)?.example);
	const ids = Object.fromEntries(names(template).map((name, at) => [name, exampleOf(names(known)[at])]));
	const body = within(operation.requestBody);
	return { sent: body?.example ?? {}, takes: body && wholeExample(body.schema, document), ids, answered: within(answer) };
}

/**
 * The ways to fill in a form, the default first: for each branch of its choosers the parts that are shown, the request, and
 * what the choosers hold. A switch stays as it is by default.
 */
function waysOf(form, request) {
	return form.reduce(
		(ways, part) => {
			if (part.kind !== 'choice') return ways.map((way) => ({ ...way, parts: [...way.parts, part] }));
			const { name, default: usual } = part.field.property;
			const branches = part.branches.filter(({ value }) => typeof value !== 'boolean' || value === usual);
			return ways.flatMap((way) => branches.flatMap((branch) => waysOf(branch.parts, branch.request ?? way.request).map((inner) => ({
				request: inner.request,
				parts: [...way.parts, ...inner.parts],
				chosen: { ...way.chosen, [name]: branch.value, ...inner.chosen },
			}))));
		},
		[{ request, parts: [], chosen: {} }],
	);
}

/** The fields of parts that stand in the body, those of collections too. */
function inBody(parts) {
	return parts.flatMap((part) => (part.kind === 'collection' ? part.parts : [part])).filter(({ kind, place }) => kind === 'sent' && place === 'body');
}

/**
 * The body that a way of filling in the form makes, as far as the contract has examples. It has no name that only another way
 * sends, or that the form doesn't have.
 */
function bodyOf({ operation, way, sent, takes, content }) {
	const fields = inBody(way.parts);
	if (Array.isArray(sent)) return takenBy(fields[0], sent);
	const known = { ...takes, ...sent };
	// A stored record may have every name, also those that no example has together.
	if (operation.readFirst) return known;
	// What a message says stands in the example.
	if (operation.effect !== 'write') return sent;
	try {
		const filled = Object.fromEntries(fields.filter(({ wire }) => !wire.includes('.')).map(({ wire, field }) => [wire, known[wire] ?? placeholderOf(field)]));
		const made = operation.finish({ ...content, body: filled });
		if (Array.isArray(made)) return sent;
		return Object.fromEntries(Object.entries(made).map(([name, value]) => [name, twice(known[name] ?? value)]));
	} catch {
		// The examples don't go together in such a form.
		return sent;
	}
}

/** A list of one record with that record twice, since an answer may tell of one that went well and of one that didn't. */
function twice(value) {
	return Array.isArray(value) && value.length === 1 && typeof value[0] === 'object' ? [value[0], value[0]] : value;
}

/** What the form makes of the words in an empty field, for one whose value the contract doesn't have under its name. */
function placeholderOf({ property: { placeholder = '', modes = [] }, convert }) {
	return convert((placeholder || modes.at(-1)?.placeholder || '').replace(/^e\.g\. /, ''), context);
}

/** The schema of one row of an answer, without what the provider wraps around it. */
function rowIn(schema, document) {
	const whole = resolved(schema, document);
	const answer = resolved(whole.properties?.data ?? whole, document);
	return resolved(answer.items ?? answer, document);
}

/** @returns {object} the JSON Schema of one output item of an operation, as it comes out by default in each way to fill in its form */
function schemaOf(operation, provider, document, rooms) {
	const ways = waysOf(operation.form, operation.request).map((way) => schemaOfWay({ operation, way, provider, document }, rooms));
	return { type: 'object', properties: together(ways), version: 1 };
}

/** The columns of one way to fill in a form, with their schemas. */
function schemaOfWay({ operation, way, provider, document }, { rowsOf, simplified, sentRow }) {
	const { sent, takes, ids, answered } = contentOf(way.request, document);
	const before = { request: way.request, ids, query: {}, settings: { ...settingsOf(operation.form), ...way.chosen } };
	const content = { ...before, body: bodyOf({ operation, way, sent, takes, content: before }) };
	const body = answered ? wholeExample(answered.schema, document) : undefined;
	const beside = besideOf(operation, document);
	const allFrom = (answer) => rowsOf(provider, operation, { status: 200, headers: {}, body: answer }, content).map((one) => ({ ...one, ...beside }));
	// A row in which every field has a value may be one that a setting leaves out by default.
	const examples = [body, answered?.example].filter((one) => one !== undefined);
	const answers = examples.length > 0 ? examples : [undefined];
	const rows = operation.whole ? madeOfAll(operation, answers.map(allFrom), content, readBefore(operation, document)) : answers.flatMap(allFrom);
	const outputOf = (row) => (operation.effect === 'send' ? sentRow(operation, reported(operation, operation.says({ ...content, body: sent })), row, 'UTC') : simplified(operation, row));
	const row = rows.length > 0 ? together(rows) : {};
	const shown = together((rows.length > 0 ? rows : [row]).map(outputOf));
	const known = answered && rowIn(answered.schema, document);
	const paths = new Map((operation.simplified ?? Object.keys(operation.whole ? {} : row)).map((column) => (typeof column === 'string' ? [column, column] : column)));
	const properties = withUnseen(Object.keys(shown), paths).map((name) => {
		const value = shown[name];
		const from = paths.get(name);
		// What it makes of an example that gives it nothing isn't known; a column is mostly text.
		if (value === undefined) return [name, { type: 'string' }];
		const schema = typeof from === 'string' && known ? schemaAt(from, known, document) : undefined;
		// A list of words comes out as one text.
		const isJoined = typeof value === 'string' && schema && resolved(schema, document).type === 'array';
		return [name, schema && !isJoined ? plain(schema, document, value) : inferred(value)];
	});
	return Object.fromEntries(properties);
}

/** What is read before the operation's own request, as the contract has it. */
function readBefore({ readBefore: first }, document) {
	const reads = Object.entries(first?.reads ?? {});
	return Object.fromEntries(reads.map(([name, { path: template }]) => [name, [wholeExample(rowIn(contentOf({ method: 'GET', path: template }, document).answered.schema, document), document)]]));
}

/** The rows that an operation makes of all that a list has brought: by default, and for each other choice of a setting. */
function madeOfAll({ whole, form }, answers, content, read) {
	const choices = form.filter(({ kind, field }) => kind === 'setting' && field.property.type === 'options').map(({ field }) => field.property);
	const ways = [{}, ...choices.flatMap(({ name, options }) => options.map(({ value }) => ({ [name]: value })))];
	return ways.flatMap((way) => {
		const settings = { ...content.settings, ...way };
		// Where a setting is empty, nobody has filled it in.
		const filled = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
		return answers.flatMap((rows) => {
			try {
				return whole(rows, { content: { ...content, settings: filled }, before: read, timezone: 'UTC' }).slice(0, 1);
			} catch {
				// What is made up of a schema may be no answer that can be read, such as a count.
				return [];
			}
		});
	});
}

/** One row with the columns of all, in an order in which each row has its own. */
function together(rows) {
	return rows.reduce((all, row) => {
		const names = Object.keys(all);
		// What stands before all that is known of a row comes right before that.
		let at = Math.max(0, names.indexOf(Object.keys(row).find((name) => names.includes(name))));
		for (const name of Object.keys(row)) {
			if (names.includes(name)) at = names.indexOf(name) + 1;
			else names.splice(at++, 0, name);
		}
		return Object.fromEntries(names.map((name) => [name, all[name] ?? row[name]]));
	});
}

/** What is read beside a row, under its key. */
function besideOf({ beside }, document) {
	if (!beside) return {};
	const { answered } = contentOf({ method: 'GET', path: beside.path }, document);
	return { [beside.name]: wholeExample(rowIn(answered.schema, document), document) };
}

const context = { timezone: 'UTC', country: undefined, countryHelp: '', setting: () => undefined, input: () => ({}) };

/** Of a list of records, what the form's field takes; the contract may know more. */
function takenBy(list, sent) {
	if (!list) return sent;
	return sent.map((record) => {
		let refusal = '';
		try {
			list.field.convert([record], context);
		} catch ({ message }) {
			refusal = message;
		}
		return Object.fromEntries(Object.entries(record).filter(([name]) => !refusal.includes(`"${name}"`)));
	});
}

/** What each setting is by default, and an ID where it is one, for rows which tell what the request was about. */
function settingsOf(form) {
	const settings = form.filter(({ kind }) => kind === 'setting').map(({ field }) => field.property);
	return Object.fromEntries(settings.map(({ name, type, default: value }) => [name, type === 'resourceLocator' ? 1 : value]));
}

/** The columns that come out, and between them those for which the examples give no value. */
function withUnseen(names, columns) {
	const all = [...columns.keys()];
	for (const [at, name] of all.entries()) {
		if (!names.includes(name) && typeof columns.get(name) === 'function') names.splice(at === 0 ? 0 : names.indexOf(all[at - 1]) + 1 || names.length, 0, name);
	}
	return names;
}

/** A sent item, as far as its row tells of it. */
function reported({ isText }, said) {
	return { recipients: ['ana@example.com'], said, ...(isText && said.text !== undefined && { segments: 1 }) };
}

/** The provider and the resources of a built node. */
function partsOf(folder) {
	const provider = Object.values(require(path.join(folder, 'provider.js'))).find((one) => typeof one?.unwrap === 'function');
	const { resources } = require(path.join(folder, 'resources.js'));
	return { provider, resources };
}

/**
 * Writes the schemas of all operations beside the built nodes.
 *
 * @param {string} out the folder of the build
 * @throws Error that names an operation whose request no contract has
 */
async function writeSchemas(out) {
	const rows = require(path.resolve(out, 'nodes/shared/delivery/rows.js'));
	for (const node of nodes) {
		const folder = path.resolve(out, 'nodes', node);
		const document = documentOf(node.toLowerCase());
		const { provider, resources } = partsOf(folder);
		for (const { value: resource, operations } of resources) {
			const target = path.join(folder, '__schema__', VERSION, resource);
			await mkdir(target, { recursive: true });
			for (const operation of operations) {
				const schema = schemaOf(operation, provider, document, rows);
				if (Object.keys(schema.properties).length === 0) throw new Error(`${node} ${resource}.${operation.value}: its output has no column`);
				await writeFile(path.join(target, `${operation.value}.json`), `${JSON.stringify(schema, null, '\t')}\n`);
			}
		}
	}
}

module.exports = { writeSchemas };
