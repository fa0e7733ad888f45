import { PriceBook, type PriceCard } from '@gatewayops/contracts';
import { choosePriceCard } from '@gatewayops/domain';
import type { InternalClient } from '@gatewayops/service';
import { OrgCache } from './org-cache.js';

const FRESH_MS = 60_000;
const STALE_MS = 600_000;
const ORGANIZATIONS_MAX = 10_000;
const CHOICES_MAX = 10_000;

/** An organisation's cards with what was chosen from them so far. */
interface Book {
  readonly cards: readonly PriceCard[];
  readonly choices: Map<string, PriceCard | null>;
}

/** The price books of the organisations, as the cost service has them. */
export class PriceBooks {
  private readonly cache: OrgCache<Book>;

  constructor(private readonly cost: InternalClient) {
    this.cache = new OrgCache({
      load: (orgId) => this.load(orgId),
      freshMs: FRESH_MS,
      staleMs: STALE_MS,
      organizationsMax: ORGANIZATIONS_MAX,
    });
  }

  /**
   * The card in force for a tool call, or null where it is free. Rejects with 503 `service_unavailable` when the book was
   * never loaded and cannot be: an unpriced call would be lost money.
   */
  cardFor(orgId: string, server: string, tool: string): PriceCard | null | Promise<PriceCard | null> {
    const book = this.cache.get(orgId);
    return book instanceof Promise ? book.then((late) => choose(late, server, tool)) : choose(book, server, tool);
  }

  invalidate(orgId?: string): void {
    this.cache.invalidate(orgId);
  }

  private async load(orgId: string): Promise<Book> {
    const path = `/internal/v1/prices/${orgId}`;
    const { cards } = await this.cost.request({ method: 'GET', path, answer: PriceBook });
    return { cards, choices: new Map() };
  }
}

function choose(book: Book, server: string, tool: string): PriceCard | null {
  const key = `${server}\n${tool}`;
  const known = book.choices.get(key);
  if (known !== undefined) return known;
  const card = choosePriceCard(book.cards, server, tool);
  // Tool names come from callers: an unbounded memory of them would be a way to fill ours.
  if (book.choices.size >= CHOICES_MAX) book.choices.clear();
  book.choices.set(key, card);
  return card;
}
