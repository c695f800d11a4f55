import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import house from './scripts/lint/houseRules.js';

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts'];

const off = (...names) => Object.fromEntries(names.map((name) => [`n8n-nodes-base/${name}`, 'off']));

/** Timers, the process, the console and direct network access, each with what to use instead. */
const restrictedGlobals = [
	...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'].map((name) => ({
		name,
		message: 'Use sleep from n8n-workflow.',
	})),
	...['process', 'global', 'globalThis', '__dirname', '__filename'].map((name) => ({
		name,
		message: 'Shipped code must not depend on the computer it runs on.',
	})),
	{ name: 'console', message: 'Use the logger of the n8n context.' },
	...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
		name,
		message: "Use n8n's request helpers, which know the credential, the proxy and the cancel signal.",
	})),
];

export default defineConfig(
	globalIgnores(['dist/', 'coverage/', '**/node_modules/', '.demo/', 'demo/.*/']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	// Rules for all files.
	js.configs.recommended,
	{
		rules: {
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
		},
	},
	{
		files: ['**/*.js'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: Object.fromEntries(
				[...Object.getOwnPropertyNames(globalThis), '__dirname', '__filename'].map((name) => [name, 'readonly']),
			),
		},
	},

	// Rules for TypeScript. Those on promises need types. If nobody awaits a promise, a failed message could go unnoticed.
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
			],
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-import-type-side-effects': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			// A declared namespace has only types. nodes/shared/libraries.ts has one with the same name as a value.
			'@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
		},
	},

	// n8n's rules for community packages, as its scanner applies them.
	{
		files: ['package.json', ...shipped],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
	},
	{
		files: ['package.json'],
		extends: [tseslint.configs.disableTypeChecked],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: { ...n8nNodesBase.configs.community.rules, 'no-unused-expressions': 'off' },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			...off('cred-class-field-documentation-url-miscased', 'cred-class-field-type-options-password-missing'),
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			...off(
				'node-class-description-inputs-wrong-regular-node',
				'node-class-description-outputs-wrong',
				'node-param-type-options-max-value-present',
			),
		},
	},

	// The project's own rules.
	{
		files: shipped,
		plugins: { house },
		linterOptions: { noInlineConfig: true },
		rules: {
			'house/one-way-imports': 'error',
			'house/no-inline-config': 'error',
			'no-console': 'error',
			'no-restricted-globals': ['error', ...restrictedGlobals],
			'no-restricted-properties': [
				'error',
				{ object: 'URL', property: 'canParse', message: 'Node 20 answers wrong after some thousand calls. Use urlOf (nodes/shared/values/urls).' },
				{ object: 'AbortSignal', property: 'timeout', message: 'This is a timer too. Use sleep from n8n-workflow.' },
			],
		},
	},
	{ files: ['nodes/**/*.node.ts'], rules: { 'house/no-execute': 'error' } },
	{
		// `require` loads a library when it is first used; an import would load it at the start.
		files: ['nodes/shared/libraries.ts'],
		rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^\\./libraries/\\w+$'] }] },
	},
	{
		// As above, for what sends and receives: it is loaded when the first node runs, or the first post comes.
		files: ['nodes/shared/later.ts'],
		rules: { '@typescript-eslint/no-require-imports': ['error', { allow: ['^\\./(delivery|transport|trigger)/\\w+$'] }] },
	},
	{
		// Node runs these files directly. It only strips their types, so syntax that must be translated is not allowed.
		files: ['sandbox/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts', 'live/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...['TSParameterProperty', 'TSEnumDeclaration', 'TSModuleDeclaration', 'TSImportEqualsDeclaration', 'TSExportAssignment'].map(
					(selector) => ({ selector, message: 'Node runs this file by stripping its types; this syntax needs more.' }),
				),
			],
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{
					selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|failing)$/]',
					message: 'Every test runs.',
				},
				{ selector: 'CallExpression[callee.name=/^(xit|fit|xtest|xdescribe|fdescribe)$/]', message: 'Every test runs.' },
			],
		},
	},
);
