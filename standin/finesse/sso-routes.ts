import {Hono, type Context} from 'hono';
import type {World} from '../world/world.js';
import {basicCredentials, type Credentials, type IssuedToken} from './credentials.js';

const answer = (context: Context, issued: IssuedToken, withRefresh: boolean, withUser: boolean): Response =>
  context.json(
    {
      token: issued.token,
      ...(withRefresh ? {refresh_token: issued.refreshToken} : {}),
      expires_in: issued.expiresIn,
      ...(withUser ? {user_id: issued.userId} : {}),
    },
    200,
    {'Cache-Control': 'no-store'},
  );

const failed = (context: Context, status: 400 | 401, errorType: string, errorMessage: string): Response =>
  context.json({status, apiErrors: [{errorType, errorMessage, errorData: ''}]}, status);

/**
 * `/desktop/sso/…` (Finesse developer guide, Single Sign-On). The pages of an identity provider are not imitated: the
 * first token is asked for with the password in a Basic header, which a browser's window asks for by itself.
 */
export function ssoRoutes(world: World, credentials: Credentials): Hono {
  const app = new Hono();

  app.get('/token', (context) => {
    const {user, agent} = basicCredentials(world, context.req.header('authorization') ?? '');
    const named =
      context.req.query('cc_username') ??
      /(?:^|;\s*)cc_username=([^;]*)/.exec(context.req.header('cookie') ?? '')?.[1];
    if (!agent || credentials.modeOf(agent) !== 'SSO') {
      const refusal = failed(context, 401, 'Authorization Failure', 'UNAUTHORIZED');
      if (!agent) refusal.headers.set('WWW-Authenticate', 'Basic realm="Identity provider", charset="UTF-8"');
      return refusal;
    }
    if (named === undefined || named === '') return failed(context, 400, 'Parameter Missing', 'cc_username');
    if (world.agents.find(named) !== agent)
      return failed(context, 401, 'Invalid Authorization User Specified', user);
    const issued = credentials.issue(agent);
    const wants = (name: string): boolean => ['true', 'yes'].includes(context.req.query(name) ?? '');
    return answer(context, issued, wants('return_refresh_token'), wants('return_user'));
  });

  app.post('/token', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    const token = form.get('token') ?? '';
    const refreshToken = form.get('refresh-token') ?? '';
    if (token === '') return failed(context, 400, 'Parameter Missing', 'token');
    if (refreshToken === '') return failed(context, 400, 'Parameter Missing', 'refresh-token');
    const issued = credentials.renew(token, refreshToken);
    return issued
      ? answer(context, issued, true, form.get('return_user') === 'yes')
      : failed(context, 401, 'Authorization Failure', 'UNAUTHORIZED');
  });

  return app;
}
