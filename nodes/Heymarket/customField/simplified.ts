import type { Column } from '../../shared/operation';

/** What people use of a custom field (providers/heymarket.md section 7.2). */
export const simplifiedField: Column[] = ['title', 'id'];
