import { columns, type Cell, type Verdict } from './verdict';

const letters = { sent: 'S', refused: 'R', unknown: 'U', notSent: 'N', unsaid: '-' };

const marks = new Map<string, Map<string, string>>();

/** A cell's text: a letter for the struck item's result, its requests, and for a send how often it was accepted. */
function markOf({ row, effect, column }: Cell, { items, connections }: Verdict): string {
	const { told, requests, accepted } = items[row.closed === 'always' ? 0 : column.struck];
	const count = `${letters[told]}${row.closed === 'always' ? connections : requests}`;
	return effect === 'send' ? `${count}:${accepted}` : count;
}

/** Writes a cell into the table. @param red whether it differs from the outcome table */
export function note(cell: Cell, verdict: Verdict | undefined, red: boolean): void {
	const name = `${cell.row.name} (${cell.provider})`;
	const line = marks.get(name) ?? new Map<string, string>();
	marks.set(name, line);
	line.set(`${cell.effect} ${cell.column.name}`, `${verdict ? markOf(cell, verdict) : '-'}${red ? ' !' : ''}`);
}

/** The matrix as text. */
export function table(): string {
	const width = 8;
	const left = Math.max(...[...marks.keys()].map(({ length }) => length)) + 2;
	const heads = (['send', 'read'] as const).flatMap((effect) => columns.map(({ name }) => ({ effect, name })));
	const line = (first: string, cells: string[]) => `${first.padEnd(left)}${cells.map((cell) => cell.padEnd(width)).join('')}`.trimEnd();
	return [
		'Outcome matrix: what became of the item that the outcome struck, out of three.',
		'S sent or read, R refused, U unknown, N not sent; requests (or connections, where nobody listened); after the colon',
		'how often the provider took the message. R in a column: Retry On Fail; R1: the first item was struck, which makes n8n',
		'run the node again under Continue. !: not what the outcome table says.',
		'',
		line('', heads.map(({ effect }) => effect)),
		line('', heads.map(({ name }) => name)),
		...[...marks].map(([name, cells]) => line(name, heads.map(({ effect, name: column }) => cells.get(`${effect} ${column}`) ?? ''))),
		'',
	].join('\n');
}
