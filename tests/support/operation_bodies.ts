/** What to say of an operation. */
export interface OperationFacts {
  id?: string;
  type?: string;
  percentage?: number;
  step?: string | null;
  version?: number;
  created_at?: string;
  started_at?: string;
  completed_at?: string;
  metadata?: Record<string, unknown>;
  result_summary?: Record<string, unknown>;
}

/** The body of `GET /operations/{id}`. */
export function operationBody(status: string, facts: OperationFacts = {}): Record<string, unknown> {
  return {
    success: true,
    data: {
      operation_id: facts.id ?? "op_1",
      operation_type: facts.type ?? "training",
      status,
      created_at: facts.created_at ?? "2026-01-01T00:00:00+00:00",
      started_at: facts.started_at ?? null,
      completed_at: facts.completed_at ?? null,
      progress: { percentage: facts.percentage ?? 0, current_step: facts.step ?? null },
      metadata: facts.metadata ?? {},
      error_message: null,
      warnings: [],
      result_summary: facts.result_summary ?? null,
      metrics: null,
    },
    ...(facts.version === undefined ? {} : { version: facts.version }),
  };
}
