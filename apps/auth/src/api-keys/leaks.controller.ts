import { ReportLeak } from '@gatewayops/contracts';
import { BODY_ERRORS, Operation, Public } from '@gatewayops/service';
import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, type Actor } from '../changes/actor.js';
import { LeaksService } from './leaks.service.js';

/** For whoever finds a key where it should not be: a colleague, a secret scanner, a stranger. */
@Controller('/v1/auth/keys/report-leak')
@Public('whoever has a key could use it; taking it away needs no more')
export class LeaksController {
  constructor(private readonly leaks: LeaksService) {}

  @Post()
  @Operation({
    id: 'reportLeak',
    summary: 'Revokes a key that was found in the open, and tells its owner',
    description: 'The answer is the same for a key that works, one that does not, and anything else.',
    status: 202,
    answer: null,
    errors: [...BODY_ERRORS, 'service_unavailable'],
    open: true,
  })
  report(@CurrentActor() actor: Actor, @Body({ schema: ReportLeak }) body: ReportLeak): Promise<void> {
    return this.leaks.report(actor, body);
  }
}
