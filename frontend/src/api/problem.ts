/** One thing to mend in what was sent; `field` is the name of the box it came from. */
export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string | null;
  instance?: string;
  errors?: { pointer: string; code: string; message: string }[];
}

const fieldOf = (pointer: string): string => pointer.replace(/^#?\/?/, '').split('/')[0] ?? '';

/** Something that the server, or the way to it, answered instead of what was asked for. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly fields: FieldProblem[];

  constructor(status: number, body: ProblemBody) {
    const detail = body.detail ?? body.title ?? '';
    super(detail || `${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? `http_${status}`;
    this.detail = detail;
    this.instance = body.instance ?? '';
    this.fields = (body.errors ?? []).map(({ pointer, code, message }) => ({ field: fieldOf(pointer), code, message }));
  }

  static async from(answer: Response): Promise<Problem> {
    const body: unknown = await answer.json().catch(() => ({}));
    return new Problem(answer.status, typeof body === 'object' && body ? body : {});
  }
}

/** Nobody answered: no network, or the server is away. */
export const outOfReach = (): Problem => new Problem(0, { code: 'out_of_reach' });

/** The person chose not to sign in again. */
export const signedOut = (): Problem => new Problem(401, { code: 'not_signed_in' });
