import { ApiHeader } from '@nestjs/swagger';

/** Tells the API's description of the header by which the admin token names its organisation. */
export const OrganizationHeader = () =>
  ApiHeader({
    name: 'X-Organization-Id',
    required: true,
    description: 'The organisation that the admin token acts for',
    schema: { type: 'string', format: 'uuid' },
  });
