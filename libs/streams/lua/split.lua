-- Replaces a record whose batch the store refused, so that nothing of it was inserted, by two records of its halves.
--
-- KEYS[1] headers of records   KEYS[2] ids of records   KEYS[3] integer: how many records there ever were
-- ARGV[1] consumer   ARGV[2] token   ARGV[3] token of the first half   ARGV[4] token of the second half
-- ARGV[5] how many ids the first half takes
--
-- Returns 'done' (also when an earlier call did it) or 'taken'.
local first = redis.call('HGET', KEYS[1], ARGV[3])
if first then return cjson.decode(first).owner == ARGV[1] and 'done' or 'taken' end
local header = redis.call('HGET', KEYS[1], ARGV[2])
if not header then return 'taken' end
header = cjson.decode(header)
if header.owner ~= ARGV[1] then return 'taken' end

local halves = { {}, {} }
local count = 0
for id in string.gmatch(redis.call('HGET', KEYS[2], ARGV[2]), '%S+') do
  count = count + 1
  local half = halves[count <= tonumber(ARGV[5]) and 1 or 2]
  half[#half + 1] = id
end
for i, ids in ipairs(halves) do
  header.number = redis.call('INCR', KEYS[3])
  redis.call('HSET', KEYS[1], ARGV[2 + i], cjson.encode(header))
  redis.call('HSET', KEYS[2], ARGV[2 + i], table.concat(ids, ' '))
end
redis.call('HDEL', KEYS[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[2])
return 'done'
