/* Written by apps/web/generate-api-types.mjs from docs/openapi/trace.json. */
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
                service: "trace";
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
  "/v1/traces": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists traces, latest first */ get: {
      parameters: {
        query: {
          /** Traces whose first call started at or after this */ start_time: string;
          /** … and before this */ end_time: string;
          /** `error` if any call failed, else `timeout` if any timed out; asking for `failed` finds both */ status?: "success" | "error" | "timeout" | "failed";
          user_id?: string;
          team_id?: string;
          key_id?: string;
          mcp_server?: string;
          /** Tool or prompt name, or resource URI */ tool?: string;
          environment?: string;
          agent_name?: string;
          /** Part of a masked error text, upper or lower case */ q?: string;
          min_duration_ms?: number;
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
              "application/json": components['schemas']["TraceListResponse"];
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
  "/v1/traces/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lists traces by filters in the body, with the same pages as the list */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["TraceSearchRequestInput"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["TraceListResponse"];
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
  "/v1/traces/statistics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Counts calls, errors, latency and cost by interval, with the totals of the period before */ get: {
      parameters: {
        query: {
          /** Calls that started at or after this */ from: string;
          /** … and before this; at most 90 days later */ to: string;
          /** How the call ended; `failed` is an error or a timeout */ status?: "success" | "error" | "timeout" | "failed";
          user_id?: string;
          team_id?: string;
          key_id?: string;
          mcp_server?: string;
          /** Tool or prompt name, or resource URI */ tool?: string;
          environment?: string;
          agent_name?: string;
          /** Part of a masked error text, upper or lower case */ q?: string;
          min_duration_ms?: number;
          /** At most 1,500 points; without it, one that makes 10 to 300 of them */ interval?: "minute" | "five_minutes" | "hour" | "day";
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
              "application/json": components['schemas']["TraceStatistics"];
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
  "/v1/traces/statistics/groups": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the servers, tools, teams, users or keys with the most calls, errors, latency or cost */ get: {
      parameters: {
        query: {
          /** Calls that started at or after this */ from: string;
          /** … and before this; at most 90 days later */ to: string;
          /** How the call ended; `failed` is an error or a timeout */ status?: "success" | "error" | "timeout" | "failed";
          user_id?: string;
          team_id?: string;
          key_id?: string;
          mcp_server?: string;
          /** Tool or prompt name, or resource URI */ tool?: string;
          environment?: string;
          agent_name?: string;
          /** Part of a masked error text, upper or lower case */ q?: string;
          min_duration_ms?: number;
          by: "server" | "tool" | "team" | "user" | "key";
          /** Highest first */ order?: "calls" | "errors" | "p95" | "cost";
          limit?: number;
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
              "application/json": components['schemas']["TraceGroups"];
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
  "/v1/traces/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads one trace */ get: {
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
              "application/json": components['schemas']["TraceDetail"];
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
  "/v1/traces/{id}/spans": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the spans of a trace, earliest first */ get: {
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
              "application/json": components['schemas']["SpanListResponse"];
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
}
export interface components {
  schemas: {
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
    Span: {
      span_id: string;
      trace_id: string;
      parent_span_id: string | null;
      kind: "call" | "attempt" | "wait";
      operation: string;
      mcp_server: string;
      tool_name: string;
      start_time: string;
      end_time: string;
      duration_ms: number;
      duration_us: number;
      status: "success" | "error" | "timeout";
      /** Masked, cut at 64 KiB */ request_body: string | null;
      /** Masked, cut at 64 KiB */ response_body: string | null;
      /** Bytes, before masking and cutting */ request_size: number;
      /** Bytes, before masking and cutting */ response_size: number;
      /** US dollars */ cost: number;
      /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      error_code: string | null;
      error_message: string | null;
      attributes: { [key: string]: string };
      key_id: string;
      user_id: string | null;
      team_id: string | null;
      project_id: string | null;
      environment: string;
      agent_name: string;
      request_id: string;
    };
    SpanListResponse: {
      /** Earliest first, a call before its attempts */ spans: (components['schemas']["Span"])[];
      cursor: string | null;
      has_more: boolean;
    };
    TraceDetail: {
      id: string;
      start_time: string;
      end_time: string;
      /** From the start of the first call to the end of the last */ duration_ms: number;
      status: "success" | "error" | "timeout";
      span_count: number;
      call_count: number;
      /** Calls that failed */ error_count: number;
      /** Calls that timed out */ timeout_count: number;
      /** US dollars */ total_cost: number;
      /** Millionths of a US dollar: exact, for arithmetic */ total_cost_micro_usd: number;
      key_id: string;
      user_id: string | null;
      team_id: string | null;
      project_id: string | null;
      environment: string;
      agent_name: string;
      /** Of all calls; at most 100 */ mcp_servers: (string)[];
      /** Of all calls; at most 100 */ tools: (string)[];
      /** One of the masked error texts */ error_message: string | null;
      /** Masked; those that differ, at most 50 */ error_messages: (string)[];
      key_ids: (string)[];
      user_ids: (string)[];
      team_ids: (string)[];
      environments: (string)[];
      agent_names: (string)[];
    };
    TraceGroups: {
      from: string;
      to: string;
      by: "server" | "tool" | "team" | "user" | "key";
      items: ({
        /** Name of the server or tool, id of the team, user or key; null: calls that have none */ group: string | null;
        /** Server of the tool; null in other groupings */ mcp_server: string | null;
        calls: number;
        /** Calls that failed, timeouts left out */ errors: number;
        /** Calls that timed out */ timeouts: number;
        /** Milliseconds to the microsecond; null without calls */ p50_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p95_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p99_ms: number | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      })[];
      /** Whether there are more groups than `limit` */ has_more: boolean;
      /** Calls that started before this are no longer kept, nor counted */ kept_since: string;
    };
    TraceListResponse: {
      /** Latest first */ traces: (components['schemas']["TraceSummary"])[];
      cursor: string | null;
      has_more: boolean;
    };
    TraceSearchRequestInput: {
      /** Traces whose first call started at or after this */ start_time: string;
      /** … and before this */ end_time: string;
      /** `error` if any call failed, else `timeout` if any timed out; asking for `failed` finds both */ status?: "success" | "error" | "timeout" | "failed";
      user_id?: string;
      team_id?: string;
      key_id?: string;
      mcp_server?: string;
      /** Tool or prompt name, or resource URI */ tool?: string;
      environment?: string;
      agent_name?: string;
      /** Part of a masked error text, upper or lower case */ q?: string;
      min_duration_ms?: number;
      limit?: number;
      /** Opaque; from the page before */ cursor?: string;
    };
    TraceStatistics: {
      from: string;
      to: string;
      interval: "minute" | "five_minutes" | "hour" | "day";
      totals: {
        calls: number;
        /** Calls that failed, timeouts left out */ errors: number;
        /** Calls that timed out */ timeouts: number;
        /** Milliseconds to the microsecond; null without calls */ p50_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p95_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p99_ms: number | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      };
      /** The same for as long a time before; to the hour where its calls are gone and only counted; null where they are not even that */ previous: {
        from: string;
        to: string;
        calls: number;
        /** Calls that failed, timeouts left out */ errors: number;
        /** Calls that timed out */ timeouts: number;
        /** Milliseconds to the microsecond; null without calls */ p50_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p95_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p99_ms: number | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      } | null;
      /** In order, without a gap; the first and the last hold what of them is in the period */ points: ({
        /** Begin of the interval */ time: string;
        calls: number;
        /** Calls that failed, timeouts left out */ errors: number;
        /** Calls that timed out */ timeouts: number;
        /** Milliseconds to the microsecond; null without calls */ p50_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p95_ms: number | null;
        /** Milliseconds to the microsecond; null without calls */ p99_ms: number | null;
        /** US dollars */ cost: number;
        /** Millionths of a US dollar: exact, for arithmetic */ cost_micro_usd: number;
      })[];
      /** Calls that started before this are not counted: 400 days ago, or 30 where a filter needs the calls themselves */ kept_since: string;
    };
    TraceSummary: {
      id: string;
      start_time: string;
      end_time: string;
      /** From the start of the first call to the end of the last */ duration_ms: number;
      status: "success" | "error" | "timeout";
      span_count: number;
      call_count: number;
      /** Calls that failed */ error_count: number;
      /** Calls that timed out */ timeout_count: number;
      /** US dollars */ total_cost: number;
      /** Millionths of a US dollar: exact, for arithmetic */ total_cost_micro_usd: number;
      key_id: string;
      user_id: string | null;
      team_id: string | null;
      project_id: string | null;
      environment: string;
      agent_name: string;
      /** Of all calls; at most 100 */ mcp_servers: (string)[];
      /** Of all calls; at most 100 */ tools: (string)[];
      /** One of the masked error texts */ error_message: string | null;
    };
  };
}
