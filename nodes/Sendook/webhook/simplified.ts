import type { Column } from '../../shared/operation';

/** What people use of a webhook (providers/sendook.md section 6). */
export const simplifiedWebhook: Column[] = ['url', 'events', 'createdAt', 'updatedAt', 'organizationId', '_id'];
