import type { IDataObject } from 'n8n-workflow';

/** The addresses of a message's files. A call has its recording. */
export function attachmentsOf({ attachments }: IDataObject): unknown[] {
	return ([attachments].flat() as Array<IDataObject | null | undefined>).map((one) => one?.url).filter((url) => typeof url === 'string');
}
