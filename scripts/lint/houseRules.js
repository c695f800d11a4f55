'use strict';

// The project's own lint rules, as an ESLint plugin named `house`. eslint.config.mjs switches them on, and
// test/package/lint.test.ts shows each of them firing.

const path = require('node:path');

/** The packages that shipped code may import: n8n's own library, which n8n has installed, and hashing, which n8n's scanner allows. */
const allowedPackages = ['n8n-workflow', 'node:crypto'];

/** The only file that may import third-party packages, and the folder of files that it loads and the build bundles. */
const door = 'nodes/shared/libraries.ts';
const libraries = 'nodes/shared/libraries/';

/** For each folder ("room") of nodes/shared, the other ones that it may import from. Files outside of these folders are free. */
const roomsBelow = {
	values: [],
	security: ['values'],
	form: ['security', 'values'],
	transport: ['security', 'values'],
	delivery: ['form', 'security', 'transport', 'values'],
	trigger: ['delivery', 'form', 'security', 'transport', 'values'],
};

/**
 * Why a file may not import another one; undefined if it may. Both are paths from the project's folder with forward slashes.
 * The imported one may have an extension.
 *
 * @param {string} from the importing file, below nodes/ or credentials/
 * @param {string} to what it imports
 * @returns {string | undefined}
 */
function forbiddenArrow(from, to) {
	const [room, provider] = from.split('/');
	const [targetRoom, targetProvider] = to.split('/');
	if (/\.node(\.ts)?$/.test(to)) return 'nothing imports a node file; move the shared code to another file in its folder';
	if (targetRoom !== 'nodes' && targetRoom !== 'credentials') {
		return `shipped code must not import from ${to}: tests, sandbox, demo, bench and contracts look at the nodes, never the reverse`;
	}
	if (to.startsWith(libraries) && from !== door) return `third-party packages are loaded only by ${door}`;
	if (room === 'credentials') return undefined;
	if (targetRoom === 'credentials') return 'credentials import from nodes, never the reverse';
	if (provider === 'shared' && targetProvider === 'shared') return forbiddenRoom(from.split('/')[2], to.split('/'));
	if (targetProvider === 'shared' || targetProvider === provider) return undefined;
	if (provider === 'shared') return 'nodes/shared knows no provider';
	return `nodes/${provider} must not import from nodes/${targetProvider}: code for both belongs into nodes/shared`;
}

/** Why a folder of nodes/shared may not import from another one; undefined if it may. */
function forbiddenRoom(room, [, , targetRoom, ...inside]) {
	const isRoom = inside.length > 0 && Object.hasOwn(roomsBelow, targetRoom);
	if (!Object.hasOwn(roomsBelow, room) || !isRoom || targetRoom === room || roomsBelow[room].includes(targetRoom)) return undefined;
	return `nodes/shared/${room} must not import from nodes/shared/${targetRoom}, which stands above it`;
}

/** @type {import('eslint').Rule.RuleModule} */
const oneWayImports = {
	meta: {
		type: 'problem',
		docs: { description: 'Imports point one way: node, resource, operation, shared; one file loads all libraries' },
		schema: [],
		messages: {
			arrow: 'One-way imports: {{ reason }}.',
			package: `"{{ name }}" must be exported by a file of ${libraries} and loaded by ${door}.`,
			computed: 'An import must name its target as a plain string.',
		},
	},
	create(context) {
		const from = path.relative(context.cwd, context.filename).replaceAll(path.sep, '/');

		function check(source) {
			if (!source) return;
			const name = source.value;
			if (typeof name !== 'string') {
				context.report({ node: source, messageId: 'computed' });
			} else if (name.startsWith('.')) {
				const reason = forbiddenArrow(from, path.posix.join(path.posix.dirname(from), name));
				if (reason) context.report({ node: source, messageId: 'arrow', data: { reason } });
			} else if (!from.startsWith(libraries) && !allowedPackages.includes(name)) {
				context.report({ node: source, messageId: 'package', data: { name } });
			}
		}

		return {
			ImportDeclaration: (node) => check(node.source),
			ExportNamedDeclaration: (node) => check(node.source),
			ExportAllDeclaration: (node) => check(node.source),
			ImportExpression: (node) => check(node.source),
			TSImportType: (node) => check(node.source),
			TSExternalModuleReference: (node) => check(node.expression),
			'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
		};
	},
};

/** @type {import('eslint').Rule.RuleModule} */
const noInlineConfig = {
	meta: {
		type: 'problem',
		docs: { description: "Lint rules are not switched off in the code: n8n's scanner ignores such comments" },
		schema: [],
		messages: { inline: 'A lint rule must not be switched off or set in a comment; the scanner of n8n ignores it.' },
	},
	create(context) {
		return {
			Program() {
				for (const comment of context.sourceCode.getAllComments()) {
					if (/^\s*(eslint(-\w+)*|globals?|exported)\s/.test(`${comment.value} `)) {
						context.report({ loc: comment.loc, messageId: 'inline' });
					}
				}
			},
		};
	},
};

/** @type {import('eslint').Rule.RuleModule} */
const noExecute = {
	meta: {
		type: 'problem',
		docs: { description: 'Action nodes are declarative' },
		schema: [],
		messages: {
			execute: 'An action node has no execute method: it is declarative, and nodes/shared/delivery owns its requests.',
		},
	},
	create(context) {
		function check(node) {
			const name = node.key.name ?? node.key.value;
			if (name === 'execute' || name === 'executeSingle') context.report({ node: node.key, messageId: 'execute' });
		}
		return { MethodDefinition: check, PropertyDefinition: check, AccessorProperty: check };
	},
};

module.exports = {
	meta: { name: 'house' },
	rules: { 'one-way-imports': oneWayImports, 'no-inline-config': noInlineConfig, 'no-execute': noExecute },
};
