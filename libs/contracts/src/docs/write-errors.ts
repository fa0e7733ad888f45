import { writeFile } from 'node:fs/promises';
import { errorsMarkdown } from './errors-markdown.js';

await writeFile(new URL('../../../../docs/errors.md', import.meta.url), errorsMarkdown());
