-- Takes messages over that a dead consumer had read and put in no record.
--
-- KEYS[1] the stream   KEYS[2] set of recorded ids   KEYS[3] signs of life
-- ARGV[1] group   ARGV[2] the new consumer   ARGV[3] the old one
-- ARGV[4] after how many ms without a sign of life a consumer is dead   ARGV[5] only messages after this id   ARGV[6] how many at most
--
-- Returns {the last id looked at, or '' at the end, {{id, {field, value, …}}, …}, {how often each had been delivered}}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local seen = redis.call('ZSCORE', KEYS[3], ARGV[3])
if seen and now - tonumber(seen) <= tonumber(ARGV[4]) then return { '', {}, {} } end

local after = ARGV[5] == '' and '-' or '(' .. ARGV[5]
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], after, '+', ARGV[6], ARGV[3])
local claim = { 'XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0 }
local deliveries = {}
for _, entry in ipairs(pending) do
  if redis.call('SISMEMBER', KEYS[2], entry[1]) == 0 then
    claim[#claim + 1] = entry[1]
    deliveries[entry[1]] = entry[4]
  end
end
local last = #pending == tonumber(ARGV[6]) and pending[#pending][1] or ''
if #claim == 5 then return { last, {}, {} } end
local entries, counts = {}, {}
for _, entry in ipairs(redis.call(unpack(claim))) do
  if entry then
    entries[#entries + 1] = entry
    counts[#counts + 1] = deliveries[entry[1]]
  end
end
return { last, entries, counts }
