-- Makes a replica the owner of something that only one may have, unless a live replica has it.
--
-- KEYS    1 the owner, `<id> <address>`   2 sorted set of replicas by the time of their last sign of life (ms)
-- ARGV    1 this replica   2 ms after which a silent replica no longer counts   3 ms for which this is remembered
-- Returns the owner.

local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then
  local seen = redis.call('ZSCORE', KEYS[2], owner)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if seen and tonumber(seen) >= now - tonumber(ARGV[2]) then return owner end
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
return ARGV[1]
