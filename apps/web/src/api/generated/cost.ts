/* Written by apps/web/generate-api-types.mjs from docs/openapi/cost.json. */
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
                service: "cost";
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
  "/v1/costs/by-key": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the costs of a period by API key */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
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
              "application/json": components['schemas']["KeyCostsResponse"];
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
  "/v1/costs/by-server": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the costs of a period by MCP server */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
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
              "application/json": components['schemas']["ServerCostsResponse"];
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
  "/v1/costs/by-team": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the costs of a period by team */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
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
              "application/json": components['schemas']["TeamCostsResponse"];
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
  "/v1/costs/by-tool": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the costs of a period by tool */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
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
              "application/json": components['schemas']["ToolCostsResponse"];
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
  "/v1/costs/by-user": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the costs of a period by user */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
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
              "application/json": components['schemas']["UserCostsResponse"];
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
  "/v1/costs/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sends the costs of a period as CSV or JSON lines */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
          by?: "day" | "team" | "user" | "key" | "server" | "tool";
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
  "/v1/costs/series": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sums costs by hour or day for the groups that cost most, and for the rest */ get: {
      parameters: {
        query: {
          /** Widened to the begin of its interval, UTC */ from: string;
          /** Widened to the end of its interval; at most 31 days by the hour */ to: string;
          interval?: "hour" | "day";
          by?: "team" | "user" | "key" | "server" | "tool";
          /** Groups that are shown; the rest is one */ limit?: number;
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
              "application/json": components['schemas']["CostSeries"];
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
  "/v1/costs/summary": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sums the costs of a period, by time, team, user or server */ get: {
      parameters: {
        query: {
          /** First day, UTC */ start_date: string;
          /** Last day, UTC, included */ end_date: string;
          group_by?: "day" | "week" | "month" | "team" | "user" | "server";
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
              "application/json": components['schemas']["CostSummaryResponse"];
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
  "/v1/costs/trace/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads what a trace cost, call by call */ get: {
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
              "application/json": components['schemas']["TraceCostResponse"];
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
  "/v1/prices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the prices in force */ get: {
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
              "application/json": components['schemas']["PriceListResponse"];
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
    /** Sets the price of calls to servers and tools */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["CreatePriceRequestInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["Price"];
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
  "/v1/prices/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Ends a price; calls are then priced by what else matches, or not at all */ delete: {
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
}
export interface components {
  schemas: {
    CostEvent: {
      id: string;
      /** Root span of the call */ span_id: string;
      request_id: string;
      timestamp: string;
      mcp_server: string;
      tool_name: string;
      key_id: string;
      user_id: string | null;
      team_id: string | null;
      project_id: string | null;
      environment: string;
      input_tokens: number;
      output_tokens: number;
      /** US dollars */ cost: number;
      /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      /** What was held before the call was sent */ estimate_micro_usd: number;
      currency: "USD";
      price_card_id: string | null;
      price_card_version: number | null;
      price_source: "card" | "upstream" | "estimated" | "none";
    };
    CostPeriod: {
      start: string;
      end: string;
    };
    CostSeries: {
      /** Begin of the first interval */ from: string;
      /** End of the last interval */ to: string;
      interval: "hour" | "day";
      by: "team" | "user" | "key" | "server" | "tool";
      total: {
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
      };
      /** Begin of each interval, in order, without a gap */ times: (string)[];
      /** By cost, highest first; the rest last, where there is one */ series: ({
        /** Id of the team, user or key, name of the server or tool; null: calls that have none, and the rest */ group: string | null;
        /** Server of the tool; null in other groupings */ mcp_server: string | null;
        /** Whether it is the rest: all groups that are not shown by themselves */ is_other: boolean;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        /** Intervals with calls, in order */ points: ({
          time: string;
          /** US dollars */ cost: number;
          /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
          calls: number;
        })[];
      })[];
    };
    CostSummaryResponse: {
      summary: {
        /** US dollars */ total_cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ total_cost_micro_usd: number;
        total_calls: number;
        period: components['schemas']["CostPeriod"];
      };
      /** Times in order, others by cost, highest first */ breakdown: ({
        /** Day `2026-11-21`, Monday of the week, month `2026-11`, id of the team or user, or name of the server; `none` where a key has no team or user */ group: string;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      /** Whether there are more groups than the 1,000 shown; the sums count all. The by-… lists have pages */ has_more: boolean;
    };
    CreatePriceRequestInput: {
      /** Pattern over server names */ mcp_server: string;
      /** Pattern over tool names */ tool?: string;
      /** Of one call, in millionths of a US dollar */ price_micro_usd: number;
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
    KeyCostsResponse: {
      /** In the order of their ids, so that pages stay true while calls come in */ items: ({
        /** API key, or OAuth grant, that made the calls */ key_id: string;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      period: components['schemas']["CostPeriod"];
      cursor: string | null;
      has_more: boolean;
    };
    Price: {
      id: string;
      /** Raised by each change; older ones stay for the calls that they priced */ version: number;
      mcp_server: string;
      tool: string;
      /** US dollars */ price: number;
      price_micro_usd: number;
      valid_from: string;
    };
    PriceListResponse: {
      items: (components['schemas']["Price"])[];
      cursor: string | null;
      has_more: boolean;
    };
    ServerCostsResponse: {
      /** In the order of their ids, so that pages stay true while calls come in */ items: ({
        mcp_server: string;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      period: components['schemas']["CostPeriod"];
      cursor: string | null;
      has_more: boolean;
    };
    TeamCostsResponse: {
      /** In the order of their ids, so that pages stay true while calls come in */ items: ({
        /** null: calls of keys without a team */ team_id: string | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      period: components['schemas']["CostPeriod"];
      cursor: string | null;
      has_more: boolean;
    };
    ToolCostsResponse: {
      /** In the order of their ids, so that pages stay true while calls come in */ items: ({
        mcp_server: string;
        /** Tool or prompt name, or resource URI; null: calls of none, such as lists */ tool: string | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      period: components['schemas']["CostPeriod"];
      cursor: string | null;
      has_more: boolean;
    };
    TraceCostResponse: {
      trace_id: string;
      /** US dollars */ total_cost: number;
      /** Millionths of a US dollar: exact, for arithmetic */ total_cost_micro_usd: number;
      total_calls: number;
      /** Earliest first */ items: (components['schemas']["CostEvent"])[];
      cursor: string | null;
      has_more: boolean;
    };
    UserCostsResponse: {
      /** In the order of their ids, so that pages stay true while calls come in */ items: ({
        /** null: calls of keys without a user */ user_id: string | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
        calls: number;
        input_tokens: number;
        output_tokens: number;
      })[];
      period: components['schemas']["CostPeriod"];
      cursor: string | null;
      has_more: boolean;
    };
  };
}
