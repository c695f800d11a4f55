import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { debianPostgresFolders, findProgram } from '../../demo/src/programs.ts';
import { credentials } from '../../sandbox/credentials.ts';
import { secretsIn } from '../faults/secrets';

/** Something that n8n has saved or shown: where, and its whole text. */
export interface Kept {
	place: string;
	text: string;
}

/** Folders with files that n8n doesn't write: installed packages, and the editor's own files. */
const BROUGHT = ['node_modules', '.cache'];

/** Every file that n8n itself writes in a folder: its logs, its settings, and its SQLite database byte by byte. */
function filesBelow(folder: string): Kept[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => !path.relative(folder, file).split(path.sep).some((part) => BROUGHT.includes(part)))
		// Latin 1 keeps every byte.
		.map((file) => ({ place: path.relative(folder, file), text: readFileSync(file, 'latin1') }));
}

/** Every row of a SQLite database. They are read too, because a long text is divided into pages in the file. */
function rowsOfSqlite(file: string): Kept[] {
	// Jest can't import a module that exists only with the prefix "node:".
	const sqlite = process.getBuiltinModule('node:sqlite');
	const database: DatabaseSync = new sqlite.DatabaseSync(file, { readOnly: true });
	try {
		const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as Array<{ name: string }>;
		return tables.map(({ name }) => ({
			place: `table ${name}`,
			text: database.prepare(`SELECT * FROM "${name}"`).all().map((row) => Object.values(row).join('\n')).join('\n'),
		}));
	} finally {
		database.close();
	}
}

/**
 * Everything in n8n's PostgreSQL.
 *
 * @param environment n8n's environment variables for it
 * @throws {CannotStart} when there is no pg_dump
 */
async function dumpOfPostgres(environment: Record<string, string>): Promise<Kept> {
	const folders = debianPostgresFolders();
	const program = findProgram({ files: ['pg_dump'], folders, missing: 'pg_dump, which comes with PostgreSQL, is not on this computer.' });
	const { DB_POSTGRESDB_HOST: host, DB_POSTGRESDB_PORT: port, DB_POSTGRESDB_USER: user, DB_POSTGRESDB_DATABASE: name, DB_POSTGRESDB_PASSWORD } = environment;
	const args = ['--host', host!, '--port', port!, '--username', user!, '--data-only', name!];
	const { stdout } = await promisify(execFile)(program, args, { env: { ...process.env, PGPASSWORD: DB_POSTGRESDB_PASSWORD }, maxBuffer: 2 ** 30 });
	return { place: 'PostgreSQL', text: stdout };
}

/** Everything that an n8n has saved in its folder and its database. */
export async function keptBy(folder: string, postgres?: Record<string, string>): Promise<Kept[]> {
	const files = filesBelow(folder);
	const databases = files.filter(({ place }) => place.endsWith('database.sqlite')).flatMap(({ place }) => rowsOfSqlite(path.join(folder, place)));
	return [...files, ...databases, ...(postgres ? [await dumpOfPostgres(postgres)] : [])];
}

/**
 * Everything that can be read on a page: its text, and the values of its fields, except those shown as dots. The Secret ID is
 * left out, since it may be read and begins like the key.
 */
async function textOf(page: Page): Promise<string> {
	const fields = page.locator('input:not([type=password]), textarea');
	const values = await fields.evaluateAll((all) => all.map((field) => (field as unknown as { value: string }).value));
	const { secretId } = credentials.heymarket;
	return [await page.locator('body').innerText(), ...values.filter((value) => value !== secretId)].join('\n');
}

/** Records the text of every page when a picture of it is taken. */
export function notePages(editor: { page: Page; picture: (name: string) => Promise<void> }): Kept[] {
	const noted: Kept[] = [];
	const picture = editor.picture.bind(editor);
	editor.picture = async (name) => {
		noted.push({ place: `page ${name}`, text: await textOf(editor.page) });
		await picture(name);
	};
	return noted;
}

/** Where one of the sandbox's keys was found, in any of the forms that are looked for. */
export function leaksOf(kept: Kept[]): string[] {
	return kept.flatMap(({ place, text }) => secretsIn(text, { credentials }).map((secret) => `${place}: ${secret}`));
}
