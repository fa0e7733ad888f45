import { Public } from '@gatewayops/service';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { goTo } from './send-page.js';

/** The start of the origin where there is no dashboard, whose path this is otherwise: what is there for people is their account. */
@Public('leads to the account page, which asks who it is')
@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  home(@Res() reply: FastifyReply): void {
    goTo(reply, '/account');
  }
}
