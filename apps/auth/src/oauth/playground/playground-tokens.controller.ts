import { Person, Requires } from '@gatewayops/access';
import { CreatePlaygroundToken, PlaygroundToken, type PersonSession } from '@gatewayops/contracts';
import { Operation } from '@gatewayops/service';
import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { WRITE_ERRORS } from '../../http/operation-errors.js';
import { PlaygroundTokens } from './playground-tokens.js';

@Controller('/v1/auth/playground-tokens')
@Requires('person')
export class PlaygroundTokensController {
  constructor(private readonly tokens: PlaygroundTokens) {}

  @Post()
  @Operation({
    id: 'createPlaygroundToken',
    summary: 'Issues a token to try tools with as oneself, good for 15 minutes',
    description: 'Ends early with the key that it was narrowed to, and when one leaves the organisation.',
    status: 201,
    answer: PlaygroundToken,
    errors: [...WRITE_ERRORS, 'forbidden', 'conflict'],
  })
  create(
    @Person() person: PersonSession,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreatePlaygroundToken }) body: CreatePlaygroundToken,
  ): Promise<PlaygroundToken> {
    return this.tokens.issue(person, actor, body);
  }
}
