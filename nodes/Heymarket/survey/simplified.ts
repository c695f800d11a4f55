import type { Column } from '../../shared/operation';

/** What people use of a survey (providers/heymarket.md section 9.4). */
export const simplifiedSurvey: Column[] = ['name', 'type', 'question', 'created', 'updated', 'id'];
