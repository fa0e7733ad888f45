-- Takes a record over from a consumer that is dead (or from an earlier life under the own name), with its messages.
--
-- KEYS[1] the stream   KEYS[2] headers of records   KEYS[3] ids of records   KEYS[4] signs of life
-- KEYS[5] integer: how many records there ever were
-- ARGV[1] group   ARGV[2] the new owner   ARGV[3] token   ARGV[4] the old owner
-- ARGV[5] after how many ms without a sign of life a consumer is dead
--
-- Returns {header as JSON, number of records ever made, {{id, {field, value, …}}, …} in the record's order}, or false
-- where the record is gone, belongs to someone else, or its owner lives.
local header = redis.call('HGET', KEYS[2], ARGV[3])
if not header then return false end
header = cjson.decode(header)
if header.owner ~= ARGV[4] then return false end
if ARGV[4] ~= ARGV[2] then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local seen = redis.call('ZSCORE', KEYS[4], ARGV[4])
  if seen and now - tonumber(seen) <= tonumber(ARGV[5]) then return false end
end

header.owner = ARGV[2]
header.takeovers = header.takeovers + 1
redis.call('HSET', KEYS[2], ARGV[3], cjson.encode(header))
local ids = {}
for id in string.gmatch(redis.call('HGET', KEYS[3], ARGV[3]), '%S+') do ids[#ids + 1] = id end
local claim = { 'XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0 }
for _, id in ipairs(ids) do claim[#claim + 1] = id end
local entries = redis.call(unpack(claim))
return { cjson.encode(header), tonumber(redis.call('GET', KEYS[5]) or 0), entries }
