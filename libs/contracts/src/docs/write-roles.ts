import { writeFile } from 'node:fs/promises';
import { rolesMarkdown } from './roles-markdown.js';

await writeFile(new URL('../../../../docs/identity/roles.md', import.meta.url), rolesMarkdown());
