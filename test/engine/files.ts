import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

const pattern = Uint8Array.from({ length: 1_021 }, (_, at) => (at * 7 + (at >> 8)) % 256);

/** So many bytes that are not valid text. */
export function bytesOf(length: number): Buffer {
	return Buffer.alloc(length, pattern);
}

/** A file whose content is in the item, as n8n keeps it without a storage. */
export function inMemory(content: Buffer, fileName?: string): IBinaryData {
	return { data: content.toString('base64'), mimeType: 'application/pdf', ...(fileName && { fileName }) };
}

let service: Promise<BinaryDataService> | undefined;

async function storage(): Promise<BinaryDataService> {
	const found = Container.get(BinaryDataService);
	return await (service ??= found.init().then(() => found));
}

/** A file in n8n's own storage on disk, which is n8n's default. */
export async function onDisk(content: Buffer, fileName?: string): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'workflow', executionId: 'execution' };
	const meta: IBinaryData = { data: '', mimeType: 'application/pdf', ...(fileName && { fileName }) };
	return await (await storage()).store(location, content, meta);
}

/** The path of a file in n8n's storage. */
export function placeOf({ id }: IBinaryData): string {
	return Container.get(BinaryDataService).getPath(id!);
}
