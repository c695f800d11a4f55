import type { Column } from '../../shared/operation';

/** What people use of an inbox (providers/sendook.md section 3). */
export const simplifiedInbox: Column[] = ['name', 'email', 'createdAt', 'updatedAt', 'domainId', 'organizationId', '_id'];
