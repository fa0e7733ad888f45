-- Removes what every group has acknowledged, and producers that were not seen for long. Whoever calls first in an
-- interval does it for all.
--
-- KEYS[1] the stream   KEYS[2] lock   KEYS[3] hash: producer id -> "<last sequence number> <ms of the last append>"
-- ARGV[1] for how many ms the lock keeps others from it   ARGV[2] how many entries are removed at most
-- ARGV[3] after how many ms a producer is forgotten
--
-- Returns {entries removed, producers forgotten}, or false where it was done a moment ago.
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[1]) then return false end

local function isBefore(a, b)
  local aMs, aSeq = string.match(a, '^(%d+)-(%d+)$')
  local bMs, bSeq = string.match(b, '^(%d+)-(%d+)$')
  if aMs ~= bMs then return tonumber(aMs) < tonumber(bMs) end
  return tonumber(aSeq) < tonumber(bSeq)
end

-- The oldest entry that some group still needs; a stream that nobody reads is left as it is.
local oldest, removed = nil, 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local fact = {}
    for i = 1, #group, 2 do fact[group[i]] = group[i + 1] end
    local needed = fact['last-delivered-id']
    local pending = redis.call('XPENDING', KEYS[1], fact['name'])
    if pending[1] > 0 then
      needed = pending[2]
    else
      local ms, seq = string.match(needed, '^(%d+)-(%d+)$')
      needed = ms .. '-' .. string.format('%.0f', tonumber(seq) + 1)
    end
    if not oldest or isBefore(needed, oldest) then oldest = needed end
  end
  if oldest then
    removed = redis.call('XTRIM', KEYS[1], 'MINID', '~', oldest, 'LIMIT', ARGV[2])
    -- What is left of whole nodes is little, so that it can be removed exactly.
    if removed < tonumber(ARGV[2]) then removed = removed + redis.call('XTRIM', KEYS[1], 'MINID', '=', oldest) end
  end
end

local time = redis.call('TIME')
local before = time[1] * 1000 + math.floor(time[2] / 1000) - tonumber(ARGV[3])
local forgotten = 0
local producers = redis.call('HGETALL', KEYS[3])
for i = 1, #producers, 2 do
  local seen = tonumber(string.match(producers[i + 1], ' (%d+)$'))
  if seen and seen < before then
    redis.call('HDEL', KEYS[3], producers[i])
    forgotten = forgotten + 1
  end
end
return { removed, forgotten }
