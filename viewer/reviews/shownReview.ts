import type { Action } from "../../reviews/decision";
import type { ReviewState } from "../../reviews/reviewLog";

/** What people decided about an alert, as the list shows it. Names and notes are as people may see them. */
export interface ShownReview {
  state: ReviewState;
  /** Who made it so. */
  by?: string;
  /** When, epoch ms. */
  atMs?: number;
  note?: string;
  /** Id of the newest decision, which the next one has to name. */
  after?: string;
  /** By how much the total has grown since it was confirmed or dismissed: a decimal. */
  grewBy?: string;
  /** What it was decided to be before it grew so much that it is open again. */
  reopened?: "confirmed" | "dismissed";
  /** Alerts of its rule about its subject are put off up to then, epoch ms. */
  snoozed?: { untilMs: number; by: string; note: string };
}

/** What `GET /api/reviews/ALERT` answers. */
export interface ReviewAnswer {
  review: ShownReview | null;
  /** The newest last. */
  history: ShownDecision[];
}

export interface ShownDecision {
  id: string;
  action: Action;
  by: string;
  atMs: number;
  note?: string;
  untilMs?: number;
  /** It was taken back. */
  undone?: true;
}

/** What `POST /api/decisions` takes: one thing to be done about up to 100 alerts. */
export interface DecisionsRequest {
  action: Action;
  /** At most 2,000 characters; a snooze needs one. */
  note?: string;
  /** Of a snooze, epoch ms. */
  untilMs?: number;
  decisions: {
    /** 8 to 64 letters, digits, - and _: chosen by who asks, so that to ask again is safe. */ id: string;
    alert: string /** `review.after` of the alert as it was seen. */;
    after?: string;
  }[];
}

/** What it answers: 200 where at least one counts, else 409. */
export interface DecisionsAnswer {
  decisions: {
    id: string;
    alert: string;
    outcome: "counts" | "late" | "refused";
    /** Why not, as a sentence. */
    word?: string;
    /** The alert's as it is now. */
    review: ShownReview | null;
  }[];
}

/** What `POST /api/next` takes and answers: takes the worst open alert for who asks. */
export interface NextRequest {
  id: string;
}
export interface NextAnswer {
  /** Null where nothing is open. */
  alert: string | null;
}

/** What `GET /api/me` answers. */
export interface MeAnswer {
  /** Null where the viewer does not know. */
  name: string | null;
  role: "viewer" | "reviewer";
  /** Whether the viewer has a topic of decisions. */
  reviews: boolean;
  /** Why nothing can be decided by who asks, as a sentence; null where it can. */
  because: string | null;
}
