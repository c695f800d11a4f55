import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { LineCounter, parseDocument, type Document } from 'yaml';

import type { ProviderName } from '../sandbox/provider.ts';

/** A JSON pointer with one key more. */
export function at(where: string, ...keys: Array<string | number>): string {
	return [where, ...keys.map((key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

/** The keys of a JSON pointer. */
export function keysOf(pointer: string): string[] {
	return pointer
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a JSON pointer. */
export function partAt(document: unknown, pointer: string): unknown {
	return keysOf(pointer).reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);
}

interface Source {
	file: string;
	document: Document;
	lines: LineCounter;
}

/** In which file of a provider's contract, and in which line, a part of it stands. */
export class Origins {
	private readonly provider: ProviderName;
	private read: Source[] | undefined;
	private readonly known = new Map<string, string>();

	constructor(provider: ProviderName) {
		this.provider = provider;
	}

	private get sources(): Source[] {
		if (this.read) return this.read;
		const { provider } = this;
		const folder = path.resolve('contracts', provider);
		this.read = readdirSync(folder).map((name) => {
			const lines = new LineCounter();
			const document = parseDocument(readFileSync(path.join(folder, name), 'utf8'), { lineCounter: lines });
			return { file: `contracts/${provider}/${name}`, document, lines };
		});
		return this.read;
	}

	/** `contracts/heymarket/template.yaml:57` */
	of(pointer: string): string {
		const known = this.known.get(pointer) ?? this.find(pointer);
		this.known.set(pointer, known);
		return known;
	}

	private find(pointer: string): string {
		const keys = keysOf(pointer);
		// The deepest part of the pointer that some file has; a `$ref` in between ends it.
		for (let depth = keys.length; depth > 0; depth -= 1) {
			for (const { file, document, lines } of this.sources) {
				const found = document.getIn(keys.slice(0, depth).map(indexed), true) as { range?: [number, number, number] } | undefined;
				if (found?.range) return `${file}:${lines.linePos(found.range[0]).line}`;
			}
		}
		return this.sources[0].file;
	}
}

function indexed(key: string): string | number {
	return /^\d+$/.test(key) && key.length < 3 ? Number(key) : key;
}
