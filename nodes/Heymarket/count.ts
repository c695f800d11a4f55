import type { IDataObject } from 'n8n-workflow';
import { InvalidValue } from '../shared/values/invalid';

/** The answer of a count: a number, which comes as text. */
export const counted = {
	isAnswer: (body: string) => /^\d+$/.test(body),
	rows: (answer: unknown): IDataObject => ({ count: /^\d+$/.test(String(answer)) ? Number(answer) : null }),
	/** @throws InvalidValue for an answer that is no number, which must not pass for none */
	whole(rows: IDataObject[]): IDataObject[] {
		if (rows.every(({ count }) => count !== null)) return rows;
		throw new InvalidValue('Heymarket did not answer with a number', 'Run it again later.');
	},
};
