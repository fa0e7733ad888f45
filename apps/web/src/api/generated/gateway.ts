/* Written by apps/web/generate-api-types.mjs from docs/openapi/gateway.json. */
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
                service: "gateway";
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
  "/v1/mcp": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Opens the stream of a session (up to 2025-11-25) */ get: {
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
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    put?: never;
    /** The MCP endpoint of all servers as one (Streamable HTTP) */ post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": { [key: string]: unknown } | ({ [key: string]: unknown })[];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": { [key: string]: unknown } | ({ [key: string]: unknown })[];
            };
        };
        202: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    /** Ends a session (up to 2025-11-25) */ delete: {
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
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp/sse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The MCP endpoint of all servers as one over HTTP+SSE, the transport of 2024-11-05: opens a stream */ get: {
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
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    put?: never;
    /** Sends a message to the server of an open stream; what comes of it is told there */ post: {
      parameters: {
        query: {
          /** As the event `endpoint` has it */ sessionId: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": { [key: string]: unknown };
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
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Opens the stream of a session (up to 2025-11-25) */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    put?: never;
    /** The MCP endpoint of a server (Streamable HTTP) */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": { [key: string]: unknown } | ({ [key: string]: unknown })[];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": { [key: string]: unknown } | ({ [key: string]: unknown })[];
            };
        };
        202: {
          headers: Record<string, unknown>;
          content?: never;
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    /** Ends a session (up to 2025-11-25) */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
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
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp/{server}/prompts/get": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Gets a prompt */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** Name of the prompt */ name: string;
              /** Arguments of the prompt */ arguments?: { [key: string]: unknown };
              /** What the caller can be asked, as MCP has it, e.g. `{"elicitation":{}}`; absent: nothing is asked */ capabilities?: { [key: string]: unknown };
              /** Answers to `inputRequests`, by their keys; all else of the call stays as it was */ inputResponses?: { [key: string]: unknown };
              /** As it came with `inputRequests` */ requestState?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        202: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** What is asked, by keys: each with a `method` and its `params` */ inputRequests: { [key: string]: unknown };
                /** To be sent back as it is */ requestState: string | null;
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              } | {
                /** The task as the MCP server wrote it */ task: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/prompts/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lists the prompts that the key may use */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** `nextCursor` of the page before */ cursor?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/resources/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lists the resources that the key may read */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** `nextCursor` of the page before */ cursor?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/resources/read": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reads a resource */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** URI of the resource */ uri: string;
              /** What the caller can be asked, as MCP has it, e.g. `{"elicitation":{}}`; absent: nothing is asked */ capabilities?: { [key: string]: unknown };
              /** Answers to `inputRequests`, by their keys; all else of the call stays as it was */ inputResponses?: { [key: string]: unknown };
              /** As it came with `inputRequests` */ requestState?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        202: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** What is asked, by keys: each with a `method` and its `params` */ inputRequests: { [key: string]: unknown };
                /** To be sent back as it is */ requestState: string | null;
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              } | {
                /** The task as the MCP server wrote it */ task: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/sse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The MCP endpoint of a server over HTTP+SSE, the transport of 2024-11-05: opens a stream */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    put?: never;
    /** Sends a message to the server of an open stream; what comes of it is told there */ post: {
      parameters: {
        query: {
          /** As the event `endpoint` has it */ sessionId: string;
        };
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": { [key: string]: unknown };
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
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/tasks/{task}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Says how far a task is */ get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
          /** From `Location` */ task: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    put?: never;
    /** Answers what a task asks */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
          /** From `Location` */ task: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** Answers to `inputRequests`, by their keys; all else of the call stays as it was */ inputResponses: { [key: string]: unknown };
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    /** Cancels a task */ delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
          /** From `Location` */ task: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/mcp/{server}/tools/call": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Calls a tool of an MCP server */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** Name of the tool */ tool: string;
              /** Arguments, passed on byte for byte */ arguments: { [key: string]: unknown };
              /** What the caller can be asked, as MCP has it, e.g. `{"elicitation":{}}`; absent: nothing is asked */ capabilities?: { [key: string]: unknown };
              /** Answers to `inputRequests`, by their keys; all else of the call stays as it was */ inputResponses?: { [key: string]: unknown };
              /** As it came with `inputRequests` */ requestState?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        202: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** What is asked, by keys: each with a `method` and its `params` */ inputRequests: { [key: string]: unknown };
                /** To be sent back as it is */ requestState: string | null;
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              } | {
                /** The task as the MCP server wrote it */ task: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
  "/v1/mcp/{server}/tools/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Lists the tools that the key may call */ post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          /** Name of a server of the organisation */ server: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": {
              /** `nextCursor` of the page before */ cursor?: string;
            };
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                /** The result as the MCP server wrote it */ result: { [key: string]: unknown };
                metadata: {
                  trace_id: string;
                  latency_ms: number;
                  /** US dollars, an exact decimal */ cost: number;
                  cost_micro_usd: number;
                };
              };
              "text/event-stream": string;
            };
        };
        400: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        401: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        403: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        404: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        405: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        413: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        415: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        429: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        500: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        502: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        503: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
            };
        };
        504: {
          headers: Record<string, unknown>;
          content: {
              "application/json": {
                error: {
                  code: "bad_request" | "validation_error" | "unauthorized" | "invalid_token" | "budget_exceeded" | "forbidden" | "connection_required" | "insufficient_permissions" | "insufficient_scope" | "reauthentication_required" | "mfa_required" | "sso_refused" | "not_found" | "method_not_allowed" | "request_timeout" | "conflict" | "payload_too_large" | "unsupported_media_type" | "headers_too_large" | "rate_limited" | "client_closed" | "internal_error" | "upstream_error" | "auth_unavailable" | "service_unavailable" | "circuit_open" | "overloaded" | "delivery_unavailable" | "timeout";
                  message: string;
                  details?: ({
                    field: string;
                    message: string;
                  })[];
                  request_id: string;
                };
              };
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
}
export interface components {
  schemas: {};
}
