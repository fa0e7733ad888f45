import type { PriceCard } from '@gatewayops/contracts';
import { isExactPattern, literalLength, matchesPattern } from '../access/pattern.js';

/**
 * The card that prices a call: of those that match, an exact server beats a pattern, then an exact tool beats a pattern,
 * then the server's longer literal part wins, then the tool's; of equals the highest version, then the highest id. Null
 * where none matches: the call has no price. The result depends only on server and tool, so that callers may keep it.
 */
export function choosePriceCard(cards: readonly PriceCard[], server: string, tool: string): PriceCard | null {
  let best: PriceCard | null = null;
  for (const card of cards) {
    if (!matchesPattern(card.mcpServer, server) || !matchesPattern(card.tool, tool)) continue;
    if (best === null || compareSpecificity(card, best) > 0) best = card;
  }
  return best;
}

function compareSpecificity(a: PriceCard, b: PriceCard): number {
  return (
    Number(isExactPattern(a.mcpServer)) - Number(isExactPattern(b.mcpServer)) ||
    Number(isExactPattern(a.tool)) - Number(isExactPattern(b.tool)) ||
    literalLength(a.mcpServer) - literalLength(b.mcpServer) ||
    literalLength(a.tool) - literalLength(b.tool) ||
    a.version - b.version ||
    (a.id > b.id ? 1 : -1)
  );
}
