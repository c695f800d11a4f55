import type { IDataObject } from 'n8n-workflow';

/** The answer of a count: a number, which comes as text. */
export const counted = {
	isAnswer: (body: string) => /^\d+$/.test(body),
	rows: (answer: unknown): IDataObject => ({ count: Number(answer) }),
};
