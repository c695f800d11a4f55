import type { Column } from '../../shared/operation';

/** What people use of a template (providers/heymarket.md section 9). */
export const simplifiedTemplate: Column[] = ['name', ['text', 'content.text'], 'shared', 'archived', 'updated', 'created', 'creator_id', 'local_id', 'id'];
