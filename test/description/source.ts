import { execFileSync } from 'node:child_process';

import type { ICredentialType, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { root } from './built';

/**
 * A value as a TypeScript literal. Functions are left out, since n8n's rules are about texts that a person reads.
 */
function literal(value: unknown): string {
	if (Array.isArray(value)) return `[${value.filter((item) => typeof item !== 'function').map(literal).join(', ')}]`;
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value)
			.filter(([, item]) => item !== undefined && typeof item !== 'function')
			.map(([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${literal(item)}`);
		return entries.length === 0 ? '{}' : `{\n${entries.join(',\n')},\n}`;
	}
	return JSON.stringify(value) ?? 'undefined';
}

/**
 * A node's built description as TypeScript source, in the form that n8n's lint rules expect. Of its methods around webhooks they
 * want to see that they are there.
 */
export function nodeSource(className: string, description: INodeTypeDescription, webhookMethods: INodeType['webhookMethods'] = undefined): string {
	const groups = Object.entries(webhookMethods ?? {}).map(
		([group, methods]) => `${group}: { ${Object.keys(methods).map((name) => `async ${name}() { return await this.${name}(); }`).join(', ')} }`,
	);
	return [
		"import type { INodeType, INodeTypeDescription } from 'n8n-workflow';",
		`export class ${className} implements INodeType {`,
		`description: INodeTypeDescription = ${literal(description)};`,
		...(groups.length > 0 ? [`webhookMethods = { ${groups.join(', ')} };`] : []),
		'}\n',
	].join('\n');
}

/** A built credential as TypeScript source, in the form that n8n's lint rules expect. */
export function credentialSource(className: string, credential: ICredentialType): string {
	const types: Record<string, string> = {
		properties: ': INodeProperties[]',
		authenticate: ': IAuthenticateGeneric',
		test: ': ICredentialTestRequest',
	};
	const fields = Object.entries(credential)
		.filter(([, value]) => typeof value !== 'function')
		.map(([name, value]) => `${name}${types[name] ?? ''} = ${literal(value)};`);
	return [
		"import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';",
		`export class ${className} implements ICredentialType {`,
		...fields,
		'}\n',
	].join('\n');
}

/** A finding of a lint rule, with its line. */
export interface Finding {
	rule: string;
	message: string;
	line: string;
}

/** Lints source texts as if they were files at those paths, with the configuration of n8n's own package scanner. */
export function scanSources(sources: Array<{ filePath: string; code: string }>): Finding[][] {
	const script = `
		import { ESLint } from 'eslint';
		import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
		import { text } from 'node:stream/consumers';
		const eslint = new ESLint({
			allowInlineConfig: false,
			overrideConfigFile: true,
			overrideConfig: [
				...(await buildScanConfig()),
				// A built description has the values of NodeConnectionTypes instead of their names, and its own order of properties.
				{ rules: { '@n8n/community-nodes/node-connection-type-literal': 'off' } },
			],
		});
		const found = [];
		for (const { filePath, code } of JSON.parse(await text(process.stdin))) {
			const [{ messages }] = await eslint.lintText(code, { filePath });
			const lines = code.split('\\n');
			found.push(messages.map(({ ruleId, message, line, endLine }) => ({
				rule: ruleId ?? 'parser',
				message,
				line: lines.slice(line - 1, Math.min(endLine ?? line, line + 3)).join(' '),
			})));
		}
		console.log(JSON.stringify(found));
	`;
	const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
		cwd: root,
		encoding: 'utf8',
		input: JSON.stringify(sources),
		maxBuffer: 64 * 1024 * 1024,
		// In NODE_ENV=test, which jest sets, eslint-plugin-n8n-nodes-base takes every file for its own fixture.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(output) as Finding[][];
}
