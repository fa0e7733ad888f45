import '../api/no-eval';
import { CreateMcpServer, UpdateMcpServer } from '@gatewayops/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import type { Resolver } from 'react-hook-form';

export { OPENAPI_DOCUMENT_BYTES_MAX } from '@gatewayops/contracts';

export const schemas = {
  create: zodResolver(CreateMcpServer) as unknown as Resolver,
  update: zodResolver(UpdateMcpServer) as unknown as Resolver,
};
