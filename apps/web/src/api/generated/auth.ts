/* Written by apps/web/generate-api-types.mjs from docs/openapi/auth.json. */
export type Recursive__schema0 = string | number | boolean | null | (Recursive__schema0)[] | { [key: string]: Recursive__schema0 };
export interface paths {
  "/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process is alive */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                status: "alive";
                service: "auth";
              };
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Metrics for Prometheus */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "text/plain": string;
            };
        };
        401: {
          headers: Record<string, unknown>;
          content?: never;
        };
        403: {
          headers: Record<string, unknown>;
          content?: never;
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": Record<string, unknown>;
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/ready": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the service can serve, with the state of each dependency */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                status: "ready" | "degraded" | "unavailable" | "shutting_down";
                dependencies: { [key: string]: {
                  state: "up" | "degraded" | "down";
                  detail?: string;
                  critical: boolean;
                } };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                status: "ready" | "degraded" | "unavailable" | "shutting_down";
                dependencies: { [key: string]: {
                  state: "up" | "degraded" | "down";
                  detail?: string;
                  critical: boolean;
                } };
              };
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit-logs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Searches the audit log, newest first */ get: {
      parameters: {
        query?: {
          /** What happened at or after this */ from?: string;
          /** … and before this */ to?: string;
          /** `api_key.created`, or all that begin so: `api_key.*` */ event_type?: string;
          actor_type?: "user" | "api_key" | "system";
          actor_id?: string;
          resource_type?: string;
          resource_id?: string;
          request_id?: string;
          ip_address?: string;
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AuditLogPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit-logs/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends the audit log, oldest first, as CSV or JSON lines */ get: {
      parameters: {
        query?: {
          /** What happened at or after this */ from?: string;
          /** … and before this */ to?: string;
          /** `api_key.created`, or all that begin so: `api_key.*` */ event_type?: string;
          actor_type?: "user" | "api_key" | "system";
          actor_id?: string;
          resource_type?: string;
          resource_id?: string;
          request_id?: string;
          ip_address?: string;
          format?: "csv" | "jsonl";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/x-ndjson": components['schemas']["Error"];
              "text/csv": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/audit-logs/verification": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Shows the end of the chain that was signed last, and whether what was added since continues it */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AuditVerification"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists API keys, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          status?: "active" | "rotating" | "expired" | "revoked";
          environment?: string;
          user_id?: string;
          service_account_id?: string;
          team_id?: string;
          project_id?: string;
          key_prefix?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ApiKeyPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Issues an API key. The answer is the only one that ever shows it */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateApiKeyInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["IssuedApiKey"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/keys/report-leak": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Revokes a key that was found in the open, and tells its owner */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["ReportLeak"];
          };
      };
      responses: {
        202: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/keys/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an API key, without its secret */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ApiKey"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Revokes an API key */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/keys/{id}/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Issues a successor of an API key; the old one ends after the overlap */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["RotateApiKeyInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["IssuedApiKey"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/keys/{id}/use": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tells what an API key called in the last day: what revoking it would break */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ApiKeyUse"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/oauth-grants": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists what one granted to OAuth clients, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OAuthGrantPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/oauth-grants/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes back what one granted to an OAuth client; its tokens end within a second */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/permissions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says what I may do in this organisation, and why not */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["PermissionList"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/playground-tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Issues a token to try tools with as oneself, good for 15 minutes */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreatePlaygroundTokenInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["PlaygroundToken"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/session": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says who is signed in */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["CurrentSession"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Signs out */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/session/organization": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Goes on in another organisation */ put: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["ChooseOrganization"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["CurrentSession"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists one’s own sessions, newest first */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SessionList"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Ends all of one’s own sessions but this one */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/auth/sessions/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends one of one’s own sessions */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/connections": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists connections to MCP servers, newest first: the caller’s own, or all where the caller may see them */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          /** Only those of whoever is signed in, also where they may see all */ mine?: "true" | "false";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["UpstreamConnectionPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/connections/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Disconnects: its tokens are revoked at the authorization server */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/environments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the environments of keys, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["EnvironmentPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Adds an environment that keys can be made in */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateEnvironmentInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Environment"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/environments/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes an environment that no active key uses */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes what is said of an environment */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateEnvironment"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Environment"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/invitations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists invitations that can still be accepted */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["InvitationPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Invites somebody by e-mail */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateInvitationInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["IssuedInvitation"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/invitations/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes an invitation back */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/masking-rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says what the organisation has masked beyond what always is */ get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["MaskingRules"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    /** Sets what the organisation has masked beyond what always is; in force within a second */ put: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["PutMaskingRulesInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["MaskingRules"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/masking-rules/try": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Masks a sample by rules that need not be saved. Nothing of the sample is stored or logged */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["TryMaskingRulesInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TriedMaskingRules"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-catalog": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists well-known MCP servers that can be registered, by name */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpCatalogPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists MCP servers, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          name?: string;
          enabled?: "true" | "false";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Registers an MCP server */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateMcpServerInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tells how all gateways find the MCP servers, newest server first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerStatusPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an MCP server */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Removes an MCP server */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes an MCP server. What is not named stays */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateMcpServerInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/mcp-servers/{id}/connections": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists who is connected to an MCP server, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["UpstreamConnectionPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/{id}/document": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads the OpenAPI document of a REST service */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerDocument"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/{id}/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tells how gateways last saw an MCP server */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerHealth"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Connects to an MCP server and reports what it found */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerTest"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp-servers/{id}/tools": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the tools of an MCP server as it describes them */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["McpServerToolPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/members": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the members */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          /** Only who has set up an authenticator app or a passkey, or only who has not; for who may change members */ second_factor?: "set" | "none";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["MemberPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Adds a person to the organisation */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["AddMemberInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Member"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/members/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a member */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          userId: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Member"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Removes a member and revokes their keys */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          userId: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a member's role */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          userId: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateMember"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Member"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/oauth-clients": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the organisation’s OAuth clients, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OAuthClientPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Registers an OAuth client, of people or of a machine; its secret is shown this once */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateOAuthClientInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["IssuedOAuthClient"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/oauth-clients/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an OAuth client */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OAuthClient"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes an OAuth client; its tokens end */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orgs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists organisations, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OrganizationPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Creates an organisation */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateOrganizationInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Organization"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orgs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an organisation */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Organization"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes an organisation with all that is in it */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["DeleteOrganization"];
          };
      };
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes an organisation. What is not named stays */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateOrganization"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Organization"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/orgs/{id}/contents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says how much there is in an organisation that would be lost with it */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OrganizationContents"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/orgs/{id}/security": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says what the organisation asks of its people’s sign-in */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OrganizationSecurity"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Changes what the organisation asks of its people’s sign-in */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateOrganizationSecurity"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["OrganizationSecurity"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/projects": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists projects, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          team_id?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ProjectPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Creates a project of a team */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateProjectInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Project"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/projects/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a project */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Project"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes a project and revokes its keys */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a project */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateProject"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Project"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/role-assignments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists who has which role, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          role_id?: string;
          user_id?: string;
          team_id?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["RoleAssignmentPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Gives somebody a role, in the organisation or in one team */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateRoleAssignmentInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["RoleAssignment"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/role-assignments/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes a role from somebody */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/roles": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the built-in roles and the organisation’s own, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["RolePage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Makes a role of the organisation’s own */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateRoleInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Role"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/roles/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a role */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Role"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes a role, and takes it from all who have it */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a role, for all who have it. What is not named stays */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateRoleInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Role"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/saved-views": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists views that are shared and one’s own, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          page?: "traces";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SavedViewList"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Keeps a page’s filters under a name, for oneself or for the organisation */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateSavedViewInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SavedView"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/saved-views/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Deletes a view */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Renames a view, changes its filters, or shares it */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateSavedView"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SavedView"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/service-accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists service accounts, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          team_id?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ServiceAccountPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Makes a service account; its keys are issued at `/v1/auth/keys` */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateServiceAccountInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ServiceAccount"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/service-accounts/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a service account */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ServiceAccount"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes a service account and revokes its keys */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a service account. What is not named stays */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateServiceAccount"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ServiceAccount"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/sso/connections": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists connections, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoConnectionPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Connects an identity provider, by OpenID Connect or SAML 2.0 */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateSsoConnectionInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoConnection"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/connections/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a connection, without its secret */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoConnection"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes a connection; its people stay members */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a connection. What is not named stays */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateSsoConnectionInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoConnection"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/sso/connections/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Begins a sign-in that shows what the provider says and signs nobody in */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoTest"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/domains": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists domains, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoDomainPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Claims a domain; the answer says which TXT record verifies it */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["AddSsoDomain"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoDomain"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/domains/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Gives a domain up; its people sign in by single sign-on no more */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/domains/{id}/verify": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Looks for the TXT record now */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["SsoDomain"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/saml-keys/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes a new key for SAML; the old one goes on signing for two weeks, and both are in the metadata */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/scim-tokens": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists tokens for provisioning, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["ScimTokenPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Issues a token for provisioning by SCIM; it is shown this once */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateScimToken"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["IssuedScimToken"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/sso/scim-tokens/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revokes a token for provisioning */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/teams": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists teams, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TeamPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Creates a team */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateTeamInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Team"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/teams/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a team */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Team"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Deletes a team with its projects, and revokes its keys */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a team */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateTeam"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Team"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/teams/{id}/members": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the members of a team */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TeamMemberPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Puts a member of the organisation into a team */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["AddTeamMemberInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TeamMember"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/teams/{id}/members/{userId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Takes a member out of a team */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
          userId: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/token-issuers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the authorization servers that the organisation trusts, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TokenIssuerPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Trusts an authorization server of the organisation’s own */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateTokenIssuerInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TokenIssuer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/token-issuers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an authorization server that is trusted */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TokenIssuer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Trusts an authorization server no more; its tokens are refused within a second */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes how an authorization server is trusted; in force within a second */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateTokenIssuerInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TokenIssuer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/token-issuers/{id}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reads the issuer’s keys, and says what becomes of a token of its */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["TestTokenIssuerInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TokenIssuerTest"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists people with their teams */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          /** Only who has set up an authenticator app or a passkey, or only who has not; for who may change members */ second_factor?: "set" | "none";
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["UserPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a person with their teams */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["User"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Renames a person in this organisation */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateUser"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["User"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
  "/v1/users/{id}/permissions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says what a person may do in this organisation, and why not */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["PermissionList"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/users/{id}/reset-factors": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Takes away a person’s second factors and passkeys, and ends their sessions */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/virtual-servers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists virtual servers, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          name?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["VirtualServerPage"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    /** Makes a server of chosen tools of others, served at `/v1/mcp/{name}` of the gateway */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreateVirtualServerInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["VirtualServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/virtual-servers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads a virtual server */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["VirtualServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    put?: never;
    post?: never;
    /** Removes a virtual server. The servers that its tools are of stay */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    options?: never;
    head?: never;
    /** Changes a virtual server. What is not named stays; tools are replaced as a whole */ patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["UpdateVirtualServerInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["VirtualServer"];
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        408: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        409: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Error"];
            };
        };
      };
    };
    trace?: never;
  };
}
export interface components {
  schemas: {
    AddMemberInput: {
      email: string;
      name?: string;
      role?: "org_admin" | "org_member" | "org_viewer";
    };
    AddSsoDomain: {
      domain: string;
    };
    AddTeamMemberInput: {
      user_id: string;
      role?: "team_admin" | "team_member";
    };
    ApiKey: {
      id: string;
      name: string;
      /** The first characters of the key, to recognise it by */ key_prefix: string;
      status: "active" | "rotating" | "expired" | "revoked";
      scopes: {
        mcp: ({
          /** Pattern over server names */ server: string;
          /** Patterns over tool names */ tools: (string)[];
          /** Patterns over resource URIs */ resources: (string)[];
          /** Patterns over prompt names */ prompts: (string)[];
        })[];
        /** What the key may do through the APIs */ permissions: ("organization:read" | "organization:update" | "organization:delete" | "members:read" | "members:create" | "members:update" | "members:delete" | "roles:read" | "roles:create" | "roles:update" | "roles:delete" | "teams:read" | "teams:create" | "teams:update" | "teams:delete" | "projects:read" | "projects:create" | "projects:update" | "projects:delete" | "api_keys:read" | "api_keys:create" | "api_keys:update" | "api_keys:delete" | "service_accounts:read" | "service_accounts:create" | "service_accounts:update" | "service_accounts:delete" | "mcp_servers:read" | "mcp_servers:create" | "mcp_servers:update" | "mcp_servers:delete" | "connections:read" | "connections:update" | "connections:delete" | "traces:read" | "costs:read" | "prices:update" | "budgets:read" | "budgets:create" | "budgets:update" | "budgets:delete" | "alerts:read" | "alerts:create" | "alerts:update" | "alerts:delete" | "sso:read" | "sso:update" | "oauth_clients:read" | "oauth_clients:create" | "oauth_clients:update" | "oauth_clients:delete" | "audit:read" | "audit:export")[];
      };
      environment: string;
      agent_name: string | null;
      /** Whose it is: it may do no more than they may */ user_id: string | null;
      service_account_id: string | null;
      team_id: string | null;
      project_id: string | null;
      /** null: 100 requests a second and a burst of 50 */ rate_limit: {
        rps: number;
        burst: number;
      } | null;
      /** Addresses and CIDR ranges; empty: any */ allowed_addresses: (string)[];
      /** The person who issued it */ created_by: string | null;
      created_at: string;
      expires_at: string | null;
      last_used_at: string | null;
      revoked_at: string | null;
      /** The key that this one replaces */ rotated_from: string | null;
      /** The key that replaces this one */ replaced_by: string | null;
      /** When a replaced key ends */ overlap_ends_at: string | null;
    };
    ApiKeyPage: {
      items: (components['schemas']["ApiKey"])[];
      cursor: string | null;
      has_more: boolean;
    };
    ApiKeyUse: {
      /** 24 hours ago */ since: string;
      /** That went to a server; those that were refused are not in it */ calls: number;
      last_used_at: string | null;
      /** Most calls first */ items: ({
        mcp_server: string;
        /** Tool or prompt name, or resource URI; null: calls of none, such as lists */ tool: string | null;
        calls: number;
        last_called_at: string;
      })[];
      /** Whether there are more than the 100 shown; `calls` counts all */ has_more: boolean;
    };
    AuditLogEntry: {
      /** Of the event */ id: string;
      /** Place in the organisation’s chain: 1, 2, 3 … without a gap */ seq: number;
      /** When it happened */ timestamp: string;
      /** When it was appended to the chain */ recorded_at: string;
      event_type: string;
      actor: {
        type: "user" | "api_key" | "system";
        id: string | null;
        email: string | null;
        ip_address: string | null;
        user_agent: string | null;
      };
      resource: {
        type: string;
        id: string | null;
        org_id: string;
      };
      details: { [key: string]: Recursive__schema0 };
      request_id: string | null;
      /** `hash` of the row before; zeros on the first */ prev_hash: string;
      hash: string;
    };
    AuditLogPage: {
      items: (components['schemas']["AuditLogEntry"])[];
      cursor: string | null;
      has_more: boolean;
    };
    AuditVerification: {
      /** `broken`: what was added since a signature does not continue it; `unsigned`: nothing was signed yet */ status: "ok" | "broken" | "unsigned";
      /** What is wrong and at which `seq`; null unless broken */ problem: string | null;
      /** When what was added last was checked */ checked_at: string | null;
      /** What was signed last */ head: components['schemas']["SignedAuditHead"] | null;
      /** PEM: what `head` is checked with */ public_key: string;
    };
    ChooseOrganization: {
      organization_id: string;
    };
    CreateApiKeyInput: {
      name: string;
      /** One of the organisation’s (`/v1/environments`) */ environment?: string;
      /** Nothing is allowed unless it is named here */ scopes?: {
        mcp?: ({
          /** Pattern over server names */ server: string;
          /** Patterns over tool names */ tools?: (string)[];
          /** Patterns over resource URIs */ resources?: (string)[];
          /** Patterns over prompt names */ prompts?: (string)[];
        })[];
        /** What the key may do through the APIs */ permissions?: ("organization:read" | "organization:update" | "organization:delete" | "members:read" | "members:create" | "members:update" | "members:delete" | "roles:read" | "roles:create" | "roles:update" | "roles:delete" | "teams:read" | "teams:create" | "teams:update" | "teams:delete" | "projects:read" | "projects:create" | "projects:update" | "projects:delete" | "api_keys:read" | "api_keys:create" | "api_keys:update" | "api_keys:delete" | "service_accounts:read" | "service_accounts:create" | "service_accounts:update" | "service_accounts:delete" | "mcp_servers:read" | "mcp_servers:create" | "mcp_servers:update" | "mcp_servers:delete" | "connections:read" | "connections:update" | "connections:delete" | "traces:read" | "costs:read" | "prices:update" | "budgets:read" | "budgets:create" | "budgets:update" | "budgets:delete" | "alerts:read" | "alerts:create" | "alerts:update" | "alerts:delete" | "sso:read" | "sso:update" | "oauth_clients:read" | "oauth_clients:create" | "oauth_clients:update" | "oauth_clients:delete" | "audit:read" | "audit:export")[];
      };
      agent_name?: string | null;
      /** Somebody who may issue keys of their own only: themselves */ user_id?: string | null;
      service_account_id?: string | null;
      /** Taken from the project where only that is given */ team_id?: string | null;
      project_id?: string | null;
      rate_limit?: {
        rps: number;
        burst: number;
      } | null;
      allowed_addresses?: (string)[];
      expires_at?: string | null;
    };
    CreateEnvironmentInput: {
      /** Stays: it is part of keys */ name: string;
      description?: string;
      is_production?: boolean;
    };
    CreateInvitationInput: {
      email: string;
      role?: "org_admin" | "org_member" | "org_viewer";
    };
    CreateMcpServerInput: {
      name: string;
      transport: components['schemas']["NewServerTransportInput"];
      credential?: {
        type: "none";
      } | {
        type: "bearer";
        token: string;
      } | {
        type: "header";
        name: string;
        value: string;
      } | {
        type: "basic";
        username: string;
        password: string;
      } | {
        type: "environment";
        variables: { [key: string]: string };
      } | {
        type: "mtls";
        /** Ours and those between it and its root, in PEM */ certificate: string;
        /** In PEM, without a passphrase */ key: string;
        /** Whom to trust instead of the public authorities */ ca?: string | null;
      } | {
        type: "oauth_client_credentials";
        client_id: string;
        authentication: {
          method: "client_secret_basic";
          secret: string;
        } | {
          method: "client_secret_post";
          secret: string;
        } | {
          method: "private_key_jwt";
          /** PKCS #8 in PEM */ key: string;
          algorithm?: "ES256" | "ES384" | "RS256" | "PS256" | "EdDSA";
          key_id?: string | null;
        };
        /** Of the authorization server; what the MCP server names unless set */ issuer?: string;
        scope?: string;
      } | {
        type: "oauth_user";
        /** Where we are registered there already */ client_id?: string;
        /** Only with `client_id`; a public client without */ authentication?: {
          method: "client_secret_basic";
          secret: string;
        } | {
          method: "client_secret_post";
          secret: string;
        } | {
          method: "private_key_jwt";
          /** PKCS #8 in PEM */ key: string;
          algorithm?: "ES256" | "ES384" | "RS256" | "PS256" | "EdDSA";
          key_id?: string | null;
        };
        /** Of the authorization server; what the MCP server names unless set */ issuer?: string;
        /** What the MCP server asks for unless set */ scope?: string;
        /** Whether the authorization server takes a rotated refresh token once more from whom its answer got lost */ retry_refresh?: boolean;
      };
      settings?: components['schemas']["ServerSettingsInput"];
      enabled?: boolean;
    };
    CreateOAuthClientInput: {
      name: string;
      /** Of a client that people let in; exact */ redirect_uris?: (string)[];
      /** Of a machine: it gets tokens by client credentials */ service_account_id?: string | null;
      authentication?: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
      /** Its public keys, for `private_key_jwt` */ jwks?: {
        keys: ({ [key: string]: Recursive__schema0 })[];
      } | null;
      jwks_uri?: string | null;
    };
    CreateOrganizationInput: {
      name: string;
      /** Made from the name unless given */ slug?: string;
      plan?: string;
      /** `mcp_naming`: how names are kept apart at `/v1/mcp`, `prefixed` unless set to `identity`; `audit_retention_days`: how long the audit log is kept before it is archived, 365 unless set to up to 2555 */ settings?: { [key: string]: Recursive__schema0 };
      rate_limit?: {
        rps: number;
        burst: number;
      };
    };
    CreatePlaygroundTokenInput: {
      /** Allows what the key and oneself may both use; null: what oneself may */ key_id?: string | null;
      /** For the endpoint of one server; null: of all as one */ mcp_server?: string | null;
    };
    CreateProjectInput: {
      team_id: string;
      name: string;
      /** Made from the name unless given */ slug?: string;
      settings?: { [key: string]: Recursive__schema0 };
    };
    CreateRoleAssignmentInput: {
      role_id: string;
      user_id: string;
      team_id?: string | null;
    };
    CreateRoleInput: {
      name: string;
      description?: string;
      /** What it allows through the APIs */ grants?: ({
        permission: string;
        reach?: "organization" | "team" | "own";
      })[];
      /** What of MCP servers its bearers may use */ mcp?: ({
        /** Pattern over server names */ server: string;
        /** Patterns over tool names */ tools?: (string)[];
        /** Patterns over resource URIs */ resources?: (string)[];
        /** Patterns over prompt names */ prompts?: (string)[];
      })[];
    };
    CreateSavedViewInput: {
      page: "traces";
      name: string;
      query: string;
      shared?: boolean;
    };
    CreateScimToken: {
      name: string;
    };
    CreateServiceAccountInput: {
      name: string;
      description?: string;
      role?: "org_admin" | "org_member" | "org_viewer";
      team_id?: string | null;
    };
    CreateSsoConnectionInput: {
      name: string;
      preset?: "okta" | "entra" | "google_workspace" | "custom";
      provider: {
        type: "oidc";
        /** As in the provider’s discovery document */ issuer: string;
        client_id: string;
        /** Never shown; needed anew where issuer or client change */ client_secret?: string;
        token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post";
        scopes?: (string)[];
      } | {
        type: "saml";
        /** Read now, and every day from then on */ metadata_url?: string;
        metadata_xml?: string;
        /** Assertions are always signed */ want_response_signed?: boolean;
        allow_idp_initiated?: boolean;
      };
      /** What is not named, the preset fills in */ attributes?: {
        /** `NameID`: the subject of a SAML assertion */ email?: string;
        name?: string;
        groups?: string;
      };
      group_mappings?: ({
        group: string;
        role?: "org_admin" | "org_member" | "org_viewer" | null;
        team_id?: string | null;
        team_role?: "team_admin" | "team_member";
      })[];
      /** Of who is in no group that gives one */ default_role?: "org_admin" | "org_member" | "org_viewer";
      enabled?: boolean;
      /** Nobody of the verified domains signs in another way */ sso_only?: boolean;
      /** The one administrator who still may */ break_glass_user_id?: string | null;
    };
    CreateTeamInput: {
      name: string;
      /** Made from the name unless given */ slug?: string;
      settings?: { [key: string]: Recursive__schema0 };
      rate_limit?: {
        rps: number;
        burst: number;
      } | null;
    };
    CreateTokenIssuerInput: {
      name: string;
      /** As `iss` says it, letter by letter */ issuer: string;
      /** Where its keys are; null: as its metadata says (RFC 8414) */ jwks_uri?: string | null;
      algorithms?: ("RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "EdDSA")[];
      /** Null: its tokens speak of nobody */ people?: components['schemas']["IssuerPeopleInput"] | null;
      machines?: components['schemas']["IssuerMachinesInput"] | null;
      /** The most that its tokens are granted; a token says what of it */ scopes?: (string)[];
      /** What a token without any scope of ours is granted */ default_scopes?: (string)[];
      /** Whether its access tokens are taken at the gateway */ access_tokens?: boolean;
      /** Whether clients get tokens for its assertions (ID-JAG, enterprise-managed authorization) */ identity_assertions?: boolean;
      enabled?: boolean;
    };
    CreateVirtualServerInput: {
      /** No MCP server has it either: both are called at `/v1/mcp/{name}` */ name: string;
      naming?: "prefixed" | "identity";
      tools: (components['schemas']["VirtualServerToolInput"])[];
      enabled?: boolean;
    };
    CurrentSession: {
      id: string;
      user: {
        id: string;
        email: string;
        name: string | null;
      };
      /** The one that they work in; null: none, or they have to choose */ organization_id: string | null;
      organizations: ({
        id: string;
        name: string;
        slug: string;
        role: string;
      })[];
      /** When they last proved who they are */ authenticated_at: string;
      /** Goes along with each change, as `X-CSRF-Token` */ csrf_token: string;
    };
    DeleteOrganization: {
      /** The organisation’s name, exactly */ name: string;
    };
    Environment: {
      id: string;
      name: string;
      description: string;
      is_production: boolean;
      created_at: string;
    };
    EnvironmentPage: {
      items: (components['schemas']["Environment"])[];
      cursor: string | null;
      has_more: boolean;
    };
    Error: {
      error: {
        code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
        message: string;
        /** Only where single fields can be named */ details?: ({
          field: string;
          message: string;
        })[];
        request_id: string;
      };
    };
    Invitation: {
      id: string;
      email: string;
      role: "org_admin" | "org_member" | "org_viewer";
      /** The person who did; null for the operator and keys */ invited_by: string | null;
      created_at: string;
      expires_at: string;
    };
    InvitationPage: {
      items: (components['schemas']["Invitation"])[];
      cursor: string | null;
      has_more: boolean;
    };
    IssuedApiKey: {
      id: string;
      name: string;
      /** The first characters of the key, to recognise it by */ key_prefix: string;
      status: "active" | "rotating" | "expired" | "revoked";
      scopes: {
        mcp: ({
          /** Pattern over server names */ server: string;
          /** Patterns over tool names */ tools: (string)[];
          /** Patterns over resource URIs */ resources: (string)[];
          /** Patterns over prompt names */ prompts: (string)[];
        })[];
        /** What the key may do through the APIs */ permissions: ("organization:read" | "organization:update" | "organization:delete" | "members:read" | "members:create" | "members:update" | "members:delete" | "roles:read" | "roles:create" | "roles:update" | "roles:delete" | "teams:read" | "teams:create" | "teams:update" | "teams:delete" | "projects:read" | "projects:create" | "projects:update" | "projects:delete" | "api_keys:read" | "api_keys:create" | "api_keys:update" | "api_keys:delete" | "service_accounts:read" | "service_accounts:create" | "service_accounts:update" | "service_accounts:delete" | "mcp_servers:read" | "mcp_servers:create" | "mcp_servers:update" | "mcp_servers:delete" | "connections:read" | "connections:update" | "connections:delete" | "traces:read" | "costs:read" | "prices:update" | "budgets:read" | "budgets:create" | "budgets:update" | "budgets:delete" | "alerts:read" | "alerts:create" | "alerts:update" | "alerts:delete" | "sso:read" | "sso:update" | "oauth_clients:read" | "oauth_clients:create" | "oauth_clients:update" | "oauth_clients:delete" | "audit:read" | "audit:export")[];
      };
      environment: string;
      agent_name: string | null;
      /** Whose it is: it may do no more than they may */ user_id: string | null;
      service_account_id: string | null;
      team_id: string | null;
      project_id: string | null;
      /** null: 100 requests a second and a burst of 50 */ rate_limit: {
        rps: number;
        burst: number;
      } | null;
      /** Addresses and CIDR ranges; empty: any */ allowed_addresses: (string)[];
      /** The person who issued it */ created_by: string | null;
      created_at: string;
      expires_at: string | null;
      last_used_at: string | null;
      revoked_at: string | null;
      /** The key that this one replaces */ rotated_from: string | null;
      /** The key that replaces this one */ replaced_by: string | null;
      /** When a replaced key ends */ overlap_ends_at: string | null;
      /** The secret. It is shown once and cannot be read again */ key: string;
    };
    IssuedInvitation: {
      id: string;
      email: string;
      role: "org_admin" | "org_member" | "org_viewer";
      /** The person who did; null for the operator and keys */ invited_by: string | null;
      created_at: string;
      expires_at: string;
      /** Shown once, and only where no mail is configured; else it goes to the address */ link: string | null;
    };
    IssuedOAuthClient: {
      /** The `client_id` */ id: string;
      name: string;
      redirect_uris: (string)[];
      /** What a machine acts as; null for a client that people let in */ service_account_id: string | null;
      authentication: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
      jwks_uri: string | null;
      enabled: boolean;
      created_at: string;
      /** Of a machine: when a call came with one of its tokens */ last_used_at: string | null;
      /** Shown this once */ client_secret: string | null;
    };
    IssuedScimToken: {
      id: string;
      name: string;
      created_at: string;
      last_used_at: string | null;
      /** Shown this once */ token: string;
      base_url: string;
    };
    IssuerMachines: {
      /** What names the machine: `client_id`, `azp`, `sub` … */ claim: string;
      accounts: ({
        value: string;
        service_account_id: string;
      })[];
      /** Says this organisation’s id; needed unless the issuer’s host is at a domain that the organisation has verified */ organization_claim: string;
    };
    IssuerMachinesInput: {
      /** What names the machine: `client_id`, `azp`, `sub` … */ claim?: string;
      accounts: ({
        value: string;
        service_account_id: string;
      })[];
      /** Says this organisation’s id; needed unless the issuer’s host is at a domain that the organisation has verified */ organization_claim?: string;
    };
    IssuerPeople: {
      /** What names the person: an e-mail address at a domain that the organisation has verified, or `sub` as a sign-in by `sso_connection_id` brought it */ claim: "email" | "upn" | "preferred_username" | "sub";
      /** With `sub`: an OpenID connection to the same issuer */ sso_connection_id: string | null;
    };
    IssuerPeopleInput: {
      /** What names the person: an e-mail address at a domain that the organisation has verified, or `sub` as a sign-in by `sso_connection_id` brought it */ claim?: "email" | "upn" | "preferred_username" | "sub";
      /** With `sub`: an OpenID connection to the same issuer */ sso_connection_id?: string | null;
    };
    MaskingPattern: {
      /** Unique in the organisation, upper or lower case */ name: string;
      /** RE2: no backreferences, no look-around. Matched in each string of JSON, decoded, and in other text */ pattern: string;
      /** What is stored in its place, as it stands; has `***` in it */ replacement: string;
    };
    MaskingPatternInput: {
      /** Unique in the organisation, upper or lower case */ name: string;
      /** RE2: no backreferences, no look-around. Matched in each string of JSON, decoded, and in other text */ pattern: string;
      /** What is stored in its place, as it stands; has `***` in it */ replacement?: string;
    };
    MaskingRules: {
      /** Whether e-mail addresses are masked; null: as the installation has it (`mask_email_default`) */ mask_email: boolean | null;
      /** Names of members of JSON, upper or lower case, whose values are masked wholly, at any depth */ fields: (string)[];
      patterns: (components['schemas']["MaskingPattern"])[];
      /** What holds where `mask_email` is null */ mask_email_default: boolean;
      /** Counts the changes; 0 before the first */ version: number;
      updated_at: string | null;
    };
    McpCatalogEntry: {
      /** Of the server, where nobody chooses another */ name: string;
      title: string;
      /** What it offers */ description: string;
      url: string;
      /** What it lets callers in with */ credential_type: "none" | "bearer" | "header" | "basic" | "environment" | "mtls" | "oauth_client_credentials" | "oauth_user";
      /** The same in words */ credential_hint: string;
    };
    McpCatalogPage: {
      items: (components['schemas']["McpCatalogEntry"])[];
      cursor: string | null;
      has_more: boolean;
    };
    McpServer: {
      id: string;
      name: string;
      transport: components['schemas']["ServerTransport"];
      /** The secret itself is never answered */ credential: {
        type: "none" | "bearer" | "header" | "basic" | "environment" | "mtls" | "oauth_client_credentials" | "oauth_user";
      };
      settings: components['schemas']["ServerSettings"];
      enabled: boolean;
      /** Raised by each change */ version: number;
      created_at: string;
      updated_at: string;
    };
    McpServerDocument: {
      /** The OpenAPI document as it was registered, as JSON text */ document: string;
    };
    McpServerHealth: {
      /** open: the circuit breaker refuses calls */ state: "unknown" | "healthy" | "failing" | "open";
      last_success_at: string | null;
      last_failure_at: string | null;
      last_error: string | null;
    };
    McpServerPage: {
      items: (components['schemas']["McpServer"])[];
      cursor: string | null;
      has_more: boolean;
    };
    McpServerStatus: {
      server_id: string;
      name: string;
      enabled: boolean;
      /** open: the circuit breaker refuses calls */ state: "unknown" | "healthy" | "failing" | "open";
      last_success_at: string | null;
      last_failure_at: string | null;
      last_error: string | null;
      /** Of its last answers, over all gateways; null without recent calls */ latency_ms: number | null;
      /** Gateways by the state of their circuit breaker for it; those that did not call it lately are not in it */ breakers: {
        closed: number;
        half_open: number;
        open: number;
      };
    };
    McpServerStatusPage: {
      items: (components['schemas']["McpServerStatus"])[];
      cursor: string | null;
      has_more: boolean;
    };
    McpServerTest: {
      ok: boolean;
      era: "modern" | "legacy" | null;
      protocol_version: string | null;
      server_info: {
        name: string;
        version: string;
      } | null;
      capabilities: (string)[];
      tool_count: number | null;
      latency_ms: number;
      problem: string | null;
    };
    McpServerTool: {
      name: string;
      title: string | null;
      description: string | null;
      input_schema: { [key: string]: unknown } | null;
      output_schema: { [key: string]: unknown } | null;
      /** Hints of the server’s own: not to be relied on */ annotations: { [key: string]: unknown } | null;
    };
    McpServerToolPage: {
      items: (components['schemas']["McpServerTool"])[];
      cursor: string | null;
      has_more: boolean;
      total: number;
      /** Whether the server has no more than are known */ is_whole: boolean;
      /** Why the tools could not be had */ problem: string | null;
    };
    Member: {
      user_id: string;
      email: string;
      /** The organisation's name for them */ name: string | null;
      role: "org_admin" | "org_member" | "org_viewer";
      /** Null: not shown to who may not change members */ second_factor: components['schemas']["SecondFactor"] | null;
      created_at: string;
    };
    MemberPage: {
      items: (components['schemas']["Member"])[];
      cursor: string | null;
      has_more: boolean;
    };
    NewServerTransportInput: {
      type: "streamable-http";
      url: string;
    } | {
      type: "stdio";
      /** An entry of the operator’s catalogue */ catalog_entry: string;
      /** Values for the entry’s declared arguments */ arguments?: { [key: string]: string };
    } | {
      type: "openapi";
      /** What the paths of the document are appended to; unless given, the first absolute URL of its `servers` */ base_url?: string;
      /** OpenAPI 3.0, 3.1 or 3.2, as JSON text */ document: string;
    };
    OAuthClient: {
      /** The `client_id` */ id: string;
      name: string;
      redirect_uris: (string)[];
      /** What a machine acts as; null for a client that people let in */ service_account_id: string | null;
      authentication: "none" | "client_secret_basic" | "client_secret_post" | "private_key_jwt";
      jwks_uri: string | null;
      enabled: boolean;
      created_at: string;
      /** Of a machine: when a call came with one of its tokens */ last_used_at: string | null;
    };
    OAuthClientPage: {
      items: (components['schemas']["OAuthClient"])[];
      cursor: string | null;
      has_more: boolean;
    };
    OAuthGrant: {
      /** The calls of its tokens are counted under it, as a key’s are */ id: string;
      user_id: string;
      client_id: string;
      client_name: string;
      /** The endpoint (RFC 8707) */ resource: string;
      scopes: (string)[];
      created_at: string;
      expires_at: string;
      /** When a call came with one of its tokens; some seconds behind */ last_used_at: string | null;
    };
    OAuthGrantPage: {
      items: (components['schemas']["OAuthGrant"])[];
      cursor: string | null;
      has_more: boolean;
    };
    OpenApiSummary: {
      /** The revision that the document names */ openapi: string;
      title: string;
      version: string;
      bytes: number;
      /** How many operations are tools */ tools: number;
      /** Operations that are none, and why; the first 50 */ left_out: ({
        operation: string;
        reason: string;
      })[];
    };
    Organization: {
      id: string;
      name: string;
      slug: string;
      plan: string;
      settings: { [key: string]: Recursive__schema0 };
      /** Of all its keys together */ rate_limit: {
        rps: number;
        burst: number;
      };
      created_at: string;
      updated_at: string;
    };
    OrganizationContents: {
      members: number;
      teams: number;
      projects: number;
      service_accounts: number;
      mcp_servers: number;
      active_api_keys: number;
    };
    OrganizationPage: {
      items: (components['schemas']["Organization"])[];
      cursor: string | null;
      has_more: boolean;
    };
    OrganizationSecurity: {
      /** Whether a second factor is needed to do anything in the organisation */ mfa_required: boolean;
    };
    PermissionAnswer: {
      permission: "organization:read" | "organization:update" | "organization:delete" | "members:read" | "members:create" | "members:update" | "members:delete" | "roles:read" | "roles:create" | "roles:update" | "roles:delete" | "teams:read" | "teams:create" | "teams:update" | "teams:delete" | "projects:read" | "projects:create" | "projects:update" | "projects:delete" | "api_keys:read" | "api_keys:create" | "api_keys:update" | "api_keys:delete" | "service_accounts:read" | "service_accounts:create" | "service_accounts:update" | "service_accounts:delete" | "mcp_servers:read" | "mcp_servers:create" | "mcp_servers:update" | "mcp_servers:delete" | "connections:read" | "connections:update" | "connections:delete" | "traces:read" | "costs:read" | "prices:update" | "budgets:read" | "budgets:create" | "budgets:update" | "budgets:delete" | "alerts:read" | "alerts:create" | "alerts:update" | "alerts:delete" | "sso:read" | "sso:update" | "oauth_clients:read" | "oauth_clients:create" | "oauth_clients:update" | "oauth_clients:delete" | "audit:read" | "audit:export";
      description: string;
      allowed: boolean;
      /** How far at most; null: not at all */ reach: "organization" | "team" | "own" | null;
      /** Teams that it is allowed for, where the reach is `team` */ team_ids: (string)[];
      /** Roles that give it */ granted_by: (string)[];
      why_not: string | null;
    };
    PermissionList: {
      items: (components['schemas']["PermissionAnswer"])[];
    };
    PlaygroundToken: {
      /** A bearer for the gateway; shown this once */ token: string;
      expires_at: string;
      /** The only one that takes it */ endpoint: string;
    };
    Project: {
      id: string;
      team_id: string;
      name: string;
      slug: string;
      settings: { [key: string]: Recursive__schema0 };
      created_at: string;
    };
    ProjectPage: {
      items: (components['schemas']["Project"])[];
      cursor: string | null;
      has_more: boolean;
    };
    PutMaskingRulesInput: {
      /** Whether e-mail addresses are masked; null: as the installation has it (`mask_email_default`) */ mask_email?: boolean | null;
      /** Names of members of JSON, upper or lower case, whose values are masked wholly, at any depth */ fields?: (string)[];
      patterns?: (components['schemas']["MaskingPatternInput"])[];
      /** Of the rules that were changed: 409 where others came between */ version?: number;
    };
    ReportLeak: {
      key: string;
      /** Where it was found */ url?: string;
    };
    Role: {
      /** null: built in */ id: string | null;
      name: string;
      description: string;
      built_in: boolean;
      /** What it allows through the APIs */ grants: ({
        permission: string;
        reach: "organization" | "team" | "own";
      })[];
      /** What of MCP servers its bearers may use */ mcp: ({
        /** Pattern over server names */ server: string;
        /** Patterns over tool names */ tools: (string)[];
        /** Patterns over resource URIs */ resources: (string)[];
        /** Patterns over prompt names */ prompts: (string)[];
      })[];
      version: number | null;
      created_at: string | null;
      updated_at: string | null;
    };
    RoleAssignment: {
      id: string;
      role_id: string;
      user_id: string;
      /** null: in all of the organisation */ team_id: string | null;
      created_at: string;
    };
    RoleAssignmentPage: {
      items: (components['schemas']["RoleAssignment"])[];
      cursor: string | null;
      has_more: boolean;
    };
    RolePage: {
      items: (components['schemas']["Role"])[];
      cursor: string | null;
      has_more: boolean;
    };
    RotateApiKeyInput: {
      /** How long the old key works beside the new one */ overlap_seconds?: number;
    };
    SavedView: {
      id: string;
      page: "traces";
      name: string;
      /** Parameters of the page’s address */ query: string;
      /** With everybody in the organisation; else only its maker sees it */ shared: boolean;
      /** Null where the operator made it, or who made it has left */ created_by: {
        user_id: string;
        email: string;
        name: string | null;
      } | null;
      created_at: string;
      updated_at: string;
    };
    SavedViewList: {
      items: (components['schemas']["SavedView"])[];
      cursor: string | null;
      has_more: boolean;
    };
    ScimToken: {
      id: string;
      name: string;
      created_at: string;
      last_used_at: string | null;
    };
    ScimTokenPage: {
      items: (components['schemas']["ScimToken"])[];
      cursor: string | null;
      has_more: boolean;
    };
    SecondFactor: {
      /** An authenticator app (RFC 6238) */ totp: boolean;
      /** How many */ passkeys: number;
    };
    ServerSettings: {
      /** A call, from send to last byte */ timeout_ms: number;
      connect_timeout_ms: number;
      /** Calls under way at once on one gateway */ max_concurrency: number;
      /** Only where a repeat is harmless */ max_retries: number;
      /** Patterns of tools whose call may be repeated after a failure */ repeatable_tools: (string)[];
      /** Client headers passed on; all others stay here */ forward_headers: (string)[];
      /** Whether arguments that do not fit the tool’s input schema are refused before the call */ check_arguments: boolean;
      /** Before this server’s names where several are served as one; its name and `_` unless set, none where empty */ prefix: string | null;
    };
    ServerSettingsInput: {
      /** A call, from send to last byte */ timeout_ms?: number;
      connect_timeout_ms?: number;
      /** Calls under way at once on one gateway */ max_concurrency?: number;
      /** Only where a repeat is harmless */ max_retries?: number;
      /** Patterns of tools whose call may be repeated after a failure */ repeatable_tools?: (string)[];
      /** Client headers passed on; all others stay here */ forward_headers?: (string)[];
      /** Whether arguments that do not fit the tool’s input schema are refused before the call */ check_arguments?: boolean;
      /** Before this server’s names where several are served as one; its name and `_` unless set, none where empty */ prefix?: string | null;
    };
    ServerTransport: {
      type: "streamable-http";
      url: string;
    } | {
      type: "stdio";
      /** An entry of the operator’s catalogue */ catalog_entry: string;
      /** Values for the entry’s declared arguments */ arguments: { [key: string]: string };
    } | {
      type: "openapi";
      /** What the paths of the document are appended to */ base_url: string;
      /** `GET /v1/mcp-servers/{id}/document` has the document itself */ document: components['schemas']["OpenApiSummary"];
    };
    ServiceAccount: {
      id: string;
      name: string;
      description: string;
      role: "org_admin" | "org_member" | "org_viewer";
      team_id: string | null;
      /** While it is not, none of its keys works */ enabled: boolean;
      created_at: string;
    };
    ServiceAccountPage: {
      items: (components['schemas']["ServiceAccount"])[];
      cursor: string | null;
      has_more: boolean;
    };
    Session: {
      id: string;
      current: boolean;
      /** How they signed in (RFC 8176): `pwd`, `otp`, `hwk`, `email`, `sso`, `mfa` */ methods: (string)[];
      created_at: string;
      last_seen_at: string;
      /** At the latest; after 8 hours without use it ends before */ ends_at: string;
      ip_address: string | null;
      user_agent: string | null;
    };
    SessionList: {
      items: (components['schemas']["Session"])[];
    };
    SignedAuditHead: {
      kind: "audit-head";
      org_id: string;
      seq: number;
      hash: string;
      signed_at: string;
      /** First 16 hex digits of the SHA-256 of the public key */ key_id: string;
      /** Ed25519, over the other fields as canonical JSON */ signature: string;
    };
    SsoConnection: {
      id: string;
      name: string;
      preset: "okta" | "entra" | "google_workspace" | "custom";
      provider: {
        type: "oidc";
        /** As in the provider’s discovery document */ issuer: string;
        client_id: string;
        token_endpoint_auth_method: "client_secret_basic" | "client_secret_post";
        scopes: (string)[];
        has_client_secret: boolean;
      } | {
        entity_id: string;
        sso_url: string;
        slo_url: string | null;
        /** PEM */ certificates: (string)[];
        type: "saml";
        want_response_signed: boolean;
        allow_idp_initiated: boolean;
        metadata_url: string | null;
        /** When it was read from there */ metadata_checked_at: string | null;
        /** Why it could not be taken over at last; what was read before holds */ metadata_problem: string | null;
      };
      attributes: {
        /** `NameID`: the subject of a SAML assertion */ email: string;
        name: string;
        groups: string;
      };
      group_mappings: ({
        group: string;
        role: "org_admin" | "org_member" | "org_viewer" | null;
        team_id: string | null;
        team_role: "team_admin" | "team_member";
      })[];
      default_role: "org_admin" | "org_member" | "org_viewer";
      enabled: boolean;
      sso_only: boolean;
      break_glass_user_id: string | null;
      /** What to enter at the provider: `redirect_uri`; or `entity_id`, `acs_url`, `slo_url`, `metadata_url` */ addresses: { [key: string]: string };
      created_at: string;
      updated_at: string;
    };
    SsoConnectionPage: {
      items: (components['schemas']["SsoConnection"])[];
      cursor: string | null;
      has_more: boolean;
    };
    SsoDomain: {
      id: string;
      domain: string;
      verified: boolean;
      /** To be found in a TXT record of the domain */ txt_record: string;
      verified_at: string | null;
      checked_at: string | null;
      /** Since when the record of a verified domain is not found */ missing_since: string | null;
      created_at: string;
    };
    SsoDomainPage: {
      items: (components['schemas']["SsoDomain"])[];
      cursor: string | null;
      has_more: boolean;
    };
    SsoTest: {
      /** Open it in a browser within ten minutes; nobody is signed in by it */ url: string;
    };
    Team: {
      id: string;
      name: string;
      slug: string;
      settings: { [key: string]: Recursive__schema0 };
      /** Of all its keys together; null: only the organisation’s holds */ rate_limit: {
        rps: number;
        burst: number;
      } | null;
      created_at: string;
    };
    TeamMember: {
      user_id: string;
      email: string;
      name: string | null;
      role: "team_admin" | "team_member";
      created_at: string;
    };
    TeamMemberPage: {
      items: (components['schemas']["TeamMember"])[];
      cursor: string | null;
      has_more: boolean;
    };
    TeamPage: {
      items: (components['schemas']["Team"])[];
      cursor: string | null;
      has_more: boolean;
    };
    TestTokenIssuerInput: {
      /** An access token of the issuer, to be judged; kept nowhere */ token?: string | null;
    };
    TokenIssuer: {
      id: string;
      name: string;
      /** As `iss` says it, letter by letter */ issuer: string;
      /** Where its keys are; null: as its metadata says (RFC 8414) */ jwks_uri: string | null;
      algorithms: ("RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "EdDSA")[];
      /** Null: its tokens speak of nobody */ people: components['schemas']["IssuerPeople"] | null;
      machines: components['schemas']["IssuerMachines"] | null;
      /** The most that its tokens are granted; a token says what of it */ scopes: (string)[];
      /** What a token without any scope of ours is granted */ default_scopes: (string)[];
      /** Whether its access tokens are taken at the gateway */ access_tokens: boolean;
      /** Whether clients get tokens for its assertions (ID-JAG, enterprise-managed authorization) */ identity_assertions: boolean;
      enabled: boolean;
      created_at: string;
    };
    TokenIssuerPage: {
      items: (components['schemas']["TokenIssuer"])[];
      cursor: string | null;
      has_more: boolean;
    };
    TokenIssuerTest: {
      /** Signing keys that were found; null where they could not be read */ keys: number | null;
      /** Why the keys cannot be read, or the token is refused; null where all is well */ problem: string | null;
      /** Whom the token stands for, and what it allows where */ subject: {
        user_id: string | null;
        service_account_id: string | null;
        scopes: (string)[];
        resources: (string)[];
      } | null;
    };
    TriedMaskingRules: {
      /** As it would be stored */ masked: string;
      /** In the order of the sample */ matches: ({
        /** Name of a pattern or a field, or a kind that is always masked, such as `card` */ rule: string;
        kind: "built_in" | "field" | "pattern";
        /** In UTF-16 code units of the sample */ start: number;
        end: number;
      })[];
      has_more_matches: boolean;
    };
    TryMaskingRulesInput: {
      /** Rules that need not be saved; else those in force */ rules?: {
        /** Whether e-mail addresses are masked; null: as the installation has it (`mask_email_default`) */ mask_email?: boolean | null;
        /** Names of members of JSON, upper or lower case, whose values are masked wholly, at any depth */ fields?: (string)[];
        patterns?: (components['schemas']["MaskingPatternInput"])[];
      };
      /** JSON or text, at most 64 KiB. Neither stored nor logged */ sample: string;
    };
    UpdateEnvironment: {
      description?: string;
      is_production?: boolean;
    };
    UpdateMcpServerInput: {
      name?: string;
      transport?: components['schemas']["NewServerTransportInput"];
      credential?: {
        type: "none";
      } | {
        type: "bearer";
        token: string;
      } | {
        type: "header";
        name: string;
        value: string;
      } | {
        type: "basic";
        username: string;
        password: string;
      } | {
        type: "environment";
        variables: { [key: string]: string };
      } | {
        type: "mtls";
        /** Ours and those between it and its root, in PEM */ certificate: string;
        /** In PEM, without a passphrase */ key: string;
        /** Whom to trust instead of the public authorities */ ca?: string | null;
      } | {
        type: "oauth_client_credentials";
        client_id: string;
        authentication: {
          method: "client_secret_basic";
          secret: string;
        } | {
          method: "client_secret_post";
          secret: string;
        } | {
          method: "private_key_jwt";
          /** PKCS #8 in PEM */ key: string;
          algorithm?: "ES256" | "ES384" | "RS256" | "PS256" | "EdDSA";
          key_id?: string | null;
        };
        /** Of the authorization server; what the MCP server names unless set */ issuer?: string;
        scope?: string;
      } | {
        type: "oauth_user";
        /** Where we are registered there already */ client_id?: string;
        /** Only with `client_id`; a public client without */ authentication?: {
          method: "client_secret_basic";
          secret: string;
        } | {
          method: "client_secret_post";
          secret: string;
        } | {
          method: "private_key_jwt";
          /** PKCS #8 in PEM */ key: string;
          algorithm?: "ES256" | "ES384" | "RS256" | "PS256" | "EdDSA";
          key_id?: string | null;
        };
        /** Of the authorization server; what the MCP server names unless set */ issuer?: string;
        /** What the MCP server asks for unless set */ scope?: string;
        /** Whether the authorization server takes a rotated refresh token once more from whom its answer got lost */ retry_refresh?: boolean;
      };
      settings?: {
        timeout_ms?: number;
        connect_timeout_ms?: number;
        max_concurrency?: number;
        max_retries?: number;
        repeatable_tools?: (string)[];
        forward_headers?: (string)[];
        check_arguments?: boolean;
        prefix?: string | null;
      };
      enabled?: boolean;
      /** Refused with 409 where the server has another by now */ version?: number;
    };
    UpdateMember: {
      role: "org_admin" | "org_member" | "org_viewer";
    };
    UpdateOrganization: {
      name?: string;
      plan?: string;
      /** `mcp_naming`: how names are kept apart at `/v1/mcp`, `prefixed` unless set to `identity`; `audit_retention_days`: how long the audit log is kept before it is archived, 365 unless set to up to 2555 */ settings?: { [key: string]: Recursive__schema0 };
      rate_limit?: {
        rps: number;
        burst: number;
      };
    };
    UpdateOrganizationSecurity: {
      mfa_required: boolean;
    };
    UpdateProject: {
      name?: string;
      settings?: { [key: string]: Recursive__schema0 };
    };
    UpdateRoleInput: {
      name?: string;
      description?: string;
      /** What it allows through the APIs */ grants?: ({
        permission: string;
        reach?: "organization" | "team" | "own";
      })[];
      /** What of MCP servers its bearers may use */ mcp?: ({
        /** Pattern over server names */ server: string;
        /** Patterns over tool names */ tools?: (string)[];
        /** Patterns over resource URIs */ resources?: (string)[];
        /** Patterns over prompt names */ prompts?: (string)[];
      })[];
    };
    UpdateSavedView: {
      name?: string;
      query?: string;
      shared?: boolean;
    };
    UpdateServiceAccount: {
      name?: string;
      description?: string;
      role?: "org_admin" | "org_member" | "org_viewer";
      enabled?: boolean;
    };
    UpdateSsoConnectionInput: {
      name?: string;
      provider?: {
        type: "oidc";
        /** As in the provider’s discovery document */ issuer: string;
        client_id: string;
        /** Never shown; needed anew where issuer or client change */ client_secret?: string;
        token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post";
        scopes?: (string)[];
      } | {
        type: "saml";
        /** Read now, and every day from then on */ metadata_url?: string;
        metadata_xml?: string;
        /** Assertions are always signed */ want_response_signed?: boolean;
        allow_idp_initiated?: boolean;
      };
      attributes?: {
        /** `NameID`: the subject of a SAML assertion */ email?: string;
        name?: string;
        groups?: string;
      };
      group_mappings?: ({
        group: string;
        role?: "org_admin" | "org_member" | "org_viewer" | null;
        team_id?: string | null;
        team_role?: "team_admin" | "team_member";
      })[];
      default_role?: "org_admin" | "org_member" | "org_viewer";
      enabled?: boolean;
      sso_only?: boolean;
      break_glass_user_id?: string | null;
    };
    UpdateTeam: {
      name?: string;
      settings?: { [key: string]: Recursive__schema0 };
      rate_limit?: {
        rps: number;
        burst: number;
      } | null;
    };
    UpdateTokenIssuerInput: {
      name?: string;
      /** Where its keys are; null: as its metadata says (RFC 8414) */ jwks_uri?: string | null;
      algorithms?: ("RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" | "ES256" | "ES384" | "ES512" | "EdDSA")[];
      /** Null: its tokens speak of nobody */ people?: components['schemas']["IssuerPeopleInput"] | null;
      machines?: components['schemas']["IssuerMachinesInput"] | null;
      /** The most that its tokens are granted; a token says what of it */ scopes?: (string)[];
      /** What a token without any scope of ours is granted */ default_scopes?: (string)[];
      /** Whether its access tokens are taken at the gateway */ access_tokens?: boolean;
      /** Whether clients get tokens for its assertions (ID-JAG, enterprise-managed authorization) */ identity_assertions?: boolean;
      enabled?: boolean;
    };
    UpdateUser: {
      name: string | null;
    };
    UpdateVirtualServerInput: {
      name?: string;
      naming?: "prefixed" | "identity";
      tools?: (components['schemas']["VirtualServerToolInput"])[];
      enabled?: boolean;
      /** Refused with 409 where the server has another by now */ version?: number;
    };
    UpstreamConnection: {
      id: string;
      server_id: string;
      server_name: string;
      /** null: the organisation’s own, with client credentials */ user_id: string | null;
      /** The authorization server */ issuer: string;
      /** What its tokens are for */ resource: string;
      scope: string;
      state: "active" | "needs_reconnect";
      /** Why it has to be made again, or why its tokens could not be renewed */ problem: string | null;
      /** Of the token in use; it is renewed before */ expires_at: string | null;
      refreshed_at: string | null;
      created_at: string;
    };
    UpstreamConnectionPage: {
      items: (components['schemas']["UpstreamConnection"])[];
      cursor: string | null;
      has_more: boolean;
    };
    User: {
      id: string;
      email: string;
      name: string | null;
      role: "org_admin" | "org_member" | "org_viewer";
      teams: ({
        team_id: string;
        role: "team_admin" | "team_member";
      })[];
      /** When they joined the organisation */ created_at: string;
      last_login_at: string | null;
      /** Null: not shown to who may not change members */ second_factor: components['schemas']["SecondFactor"] | null;
    };
    UserPage: {
      items: (components['schemas']["User"])[];
      cursor: string | null;
      has_more: boolean;
    };
    VirtualServer: {
      id: string;
      name: string;
      /** How tools without a name of their own here are called */ naming: "prefixed" | "identity";
      tools: (components['schemas']["VirtualServerTool"])[];
      enabled: boolean;
      /** Raised by each change */ version: number;
      created_at: string;
      updated_at: string;
    };
    VirtualServerPage: {
      items: (components['schemas']["VirtualServer"])[];
      cursor: string | null;
      has_more: boolean;
    };
    VirtualServerTool: {
      /** An MCP server of the organisation */ server_id: string;
      /** What that server calls it */ tool: string;
      /** What it is called here; as `naming` says unless set */ name: string | null;
      /** Instead of the server’s own */ description: string | null;
    };
    VirtualServerToolInput: {
      /** An MCP server of the organisation */ server_id: string;
      /** What that server calls it */ tool: string;
      /** What it is called here; as `naming` says unless set */ name?: string | null;
      /** Instead of the server’s own */ description?: string | null;
    };
    __schema0: Recursive__schema0;
  };
}
