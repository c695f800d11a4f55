import type { Column } from '../../shared/operation';

/** What people use of a tag (providers/heymarket.md section 9.3). */
export const simplifiedTag: Column[] = [['name', 'tag'], 'color', 'created', 'updated', 'team_id', 'id'];
