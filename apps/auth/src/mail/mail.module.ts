import { Logger, ShutdownHooks } from '@gatewayops/service';
import { Module, type DynamicModule } from '@nestjs/common';
import type { AuthEnvironment } from '../env.js';
import { Mailer } from './mailer.js';

@Module({})
export class MailModule {
  static of({ SMTP_URL, MAIL_FROM }: AuthEnvironment): DynamicModule {
    const mailer = {
      provide: Mailer,
      inject: [Logger, ShutdownHooks],
      useFactory: (logger: Logger, shutdown: ShutdownHooks) =>
        new Mailer({ url: SMTP_URL, from: MAIL_FROM }, logger, shutdown),
    };
    return { module: MailModule, global: true, providers: [mailer], exports: [mailer] };
  }
}
