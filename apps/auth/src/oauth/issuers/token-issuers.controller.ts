import { Caller, Requires, type CallerIdentity } from '@gatewayops/access';
import { CreateTokenIssuer, TestTokenIssuer, TokenIssuer, TokenIssuerPage, TokenIssuerQuery, TokenIssuerTest, UpdateTokenIssuer, Uuid, type PageQuery } from '@gatewayops/contracts'; // prettier-ignore
import { Operation } from '@gatewayops/service';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CurrentActor, type Actor } from '../../changes/actor.js';
import { CHANGE_ERRORS, READ_ERRORS, WRITE_ERRORS } from '../../http/operation-errors.js';
import { TokenIssuersService } from './token-issuers.service.js';

@Controller('/v1/token-issuers')
export class TokenIssuersController {
  constructor(private readonly issuers: TokenIssuersService) {}

  @Post()
  @Requires('oauth_clients:update', { recentSignIn: true })
  @Operation({
    id: 'createTokenIssuer',
    summary: 'Trusts an authorization server of the organisation’s own',
    status: 201,
    answer: TokenIssuer,
    errors: [...WRITE_ERRORS, 'conflict'],
  })
  create(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Body({ schema: CreateTokenIssuer }) body: CreateTokenIssuer,
  ): Promise<TokenIssuer> {
    return this.issuers.create(caller, actor, body);
  }

  @Get()
  @Requires('oauth_clients:read')
  @Operation({
    id: 'listTokenIssuers',
    summary: 'Lists the authorization servers that the organisation trusts, newest first',
    status: 200,
    answer: TokenIssuerPage,
    errors: READ_ERRORS,
  })
  list(@Caller() { orgId }: CallerIdentity, @Query({ schema: TokenIssuerQuery }) query: PageQuery): Promise<TokenIssuerPage> {
    return this.issuers.list(orgId, query);
  } // prettier-ignore

  @Get(':id')
  @Requires('oauth_clients:read')
  @Operation({
    id: 'getTokenIssuer',
    summary: 'Reads an authorization server that is trusted',
    status: 200,
    answer: TokenIssuer,
    errors: READ_ERRORS,
  })
  get(@Caller() { orgId }: CallerIdentity, @Param('id', { schema: Uuid }) id: string): Promise<TokenIssuer> {
    return this.issuers.get(orgId, id);
  }

  @Patch(':id')
  @Requires('oauth_clients:update', { recentSignIn: true })
  @Operation({
    id: 'updateTokenIssuer',
    summary: 'Changes how an authorization server is trusted; in force within a second',
    status: 200,
    answer: TokenIssuer,
    errors: WRITE_ERRORS,
  })
  update(
    @Caller() caller: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: UpdateTokenIssuer }) body: UpdateTokenIssuer,
  ): Promise<TokenIssuer> {
    return this.issuers.update(caller, actor, id, body);
  }

  @Delete(':id')
  @Requires('oauth_clients:delete')
  @Operation({
    id: 'deleteTokenIssuer',
    summary: 'Trusts an authorization server no more; its tokens are refused within a second',
    status: 204,
    answer: null,
    errors: CHANGE_ERRORS,
  })
  remove(
    @Caller() { orgId }: CallerIdentity,
    @CurrentActor() actor: Actor,
    @Param('id', { schema: Uuid }) id: string,
  ): Promise<void> {
    return this.issuers.remove(orgId, actor, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Requires('oauth_clients:update')
  @Operation({
    id: 'testTokenIssuer',
    summary: 'Reads the issuer’s keys, and says what becomes of a token of its',
    status: 200,
    answer: TokenIssuerTest,
    errors: WRITE_ERRORS,
  })
  test(
    @Caller() { orgId }: CallerIdentity,
    @Param('id', { schema: Uuid }) id: string,
    @Body({ schema: TestTokenIssuer }) { token }: TestTokenIssuer,
  ): Promise<TokenIssuerTest> {
    return this.issuers.test(orgId, id, token);
  }
}
