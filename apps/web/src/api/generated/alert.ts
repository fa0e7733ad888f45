/* Written by apps/web/generate-api-types.mjs from docs/openapi/alert.json. */
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
                service: "alert";
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
  "/v1/alerts/channels": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the webhooks, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AlertChannelPage"];
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
    /** Adds a webhook that alerts are sent to; the answer holds its secret, once */ post: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["NewAlertChannelInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["CreatedAlertChannel"];
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
  "/v1/alerts/channels/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a webhook and what is still to be sent to it */ delete: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
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
  "/v1/alerts/incidents": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists incidents, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
          status?: "open" | "resolved";
        };
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AlertIncidentPage"];
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
  "/v1/alerts/incidents/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Reads an incident with what was sent about it */ get: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
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
              "application/json": components['schemas']["AlertIncidentDetail"];
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
  "/v1/alerts/rules": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lists the rules, newest first */ get: {
      parameters: {
        query?: {
          limit?: number;
          /** Opaque; from the page before */ cursor?: string;
        };
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AlertRulePage"];
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
    /** Adds a rule */ post: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["NewAlertRuleInput"];
          };
      };
      responses: {
        201: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AlertRule"];
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
  "/v1/alerts/rules/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Removes a rule and resolves its incident; incidents stay */ delete: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
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
    /** Changes a rule; switching it off resolves its incident */ patch: {
      parameters: {
        query?: never;
        header: {
          /** The organisation that the admin token acts for */ "X-Organization-Id": string;
        };
        path: {
          id: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
            "application/json": components['schemas']["AlertRuleChange"];
          };
      };
      responses: {
        200: {
          headers: Record<string, unknown>;
          content: {
              "application/json": components['schemas']["AlertRule"];
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
    AlertChannel: {
      id: string;
      name: string;
      type: "webhook";
      url: string;
      created_at: string;
    };
    AlertChannelPage: {
      items: (components['schemas']["AlertChannel"])[];
      cursor: string | null;
      has_more: boolean;
    };
    AlertDelivery: {
      id: string;
      channel_id: string;
      transition: "opened" | "resolved";
      state: "pending" | "delivered" | "dead";
      attempts: number;
      /** HTTP status of the last answer */ last_status: number | null;
      last_error: string | null;
      next_attempt_at: string | null;
      delivered_at: string | null;
    };
    AlertIncident: {
      id: string;
      status: "open" | "resolved";
      /** null once the rule was deleted */ rule_id: string | null;
      rule_name: string;
      severity: "critical" | "high" | "medium" | "low";
      threshold_basis_points: number;
      window_seconds: number;
      /** In the window when it opened */ calls: number;
      errors: number;
      opened_at: string;
      resolved_at: string | null;
      resolved_calls: number | null;
      resolved_errors: number | null;
    };
    AlertIncidentDetail: {
      id: string;
      status: "open" | "resolved";
      /** null once the rule was deleted */ rule_id: string | null;
      rule_name: string;
      severity: "critical" | "high" | "medium" | "low";
      threshold_basis_points: number;
      window_seconds: number;
      /** In the window when it opened */ calls: number;
      errors: number;
      opened_at: string;
      resolved_at: string | null;
      resolved_calls: number | null;
      resolved_errors: number | null;
      deliveries: (components['schemas']["AlertDelivery"])[];
    };
    AlertIncidentPage: {
      items: (components['schemas']["AlertIncident"])[];
      cursor: string | null;
      has_more: boolean;
    };
    AlertRule: {
      id: string;
      name: string;
      kind: "gateway_error_rate";
      /** Alerts above this; 100 is 1% */ threshold_basis_points: number;
      /** Over the calls of this time */ window_seconds: number;
      /** Fewer calls in the window never alert */ minimum_calls: number;
      severity: "critical" | "high" | "medium" | "low";
      enabled: boolean;
      created_at: string;
      updated_at: string;
    };
    AlertRuleChange: {
      name?: string;
      /** Alerts above this; 100 is 1% */ threshold_basis_points?: number;
      /** Over the calls of this time */ window_seconds?: number;
      /** Fewer calls in the window never alert */ minimum_calls?: number;
      severity?: "critical" | "high" | "medium" | "low";
      enabled?: boolean;
    };
    AlertRulePage: {
      items: (components['schemas']["AlertRule"])[];
      cursor: string | null;
      has_more: boolean;
    };
    CreatedAlertChannel: {
      id: string;
      name: string;
      type: "webhook";
      url: string;
      created_at: string;
      /** Signs what is sent there. It is shown once and cannot be read again */ secret: string;
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
    NewAlertChannelInput: {
      name: string;
      type?: "webhook";
      url: string;
    };
    NewAlertRuleInput: {
      name: string;
      kind?: "gateway_error_rate";
      /** Alerts above this; 100 is 1% */ threshold_basis_points?: number;
      /** Over the calls of this time */ window_seconds?: number;
      /** Fewer calls in the window never alert */ minimum_calls?: number;
      severity?: "critical" | "high" | "medium" | "low";
      enabled?: boolean;
    };
  };
}
