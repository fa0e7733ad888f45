-- Ends a record in one step: acknowledges its messages, moves the dead ones away and frees those that are tried again.
--
-- KEYS[1] the stream   KEYS[2] headers of records   KEYS[3] ids of records   KEYS[4] set of recorded ids
-- KEYS[5] stream of dead letters
-- ARGV[1] group   ARGV[2] consumer   ARGV[3] token   ARGV[4] how many dead letters are kept at most
-- ARGV[5] how many ids are tried again   ARGV[6…] those ids, then an id and a reason for each dead message
--
-- Returns 'done', 'gone' (the record was ended before) or 'taken' (another consumer owns it now).
local header = redis.call('HGET', KEYS[2], ARGV[3])
if not header then return 'gone' end
if cjson.decode(header).owner ~= ARGV[2] then return 'taken' end

local ids = {}
for id in string.gmatch(redis.call('HGET', KEYS[3], ARGV[3]), '%S+') do ids[#ids + 1] = id end
local again = {}
local retries = tonumber(ARGV[5])
for i = 6, 5 + retries do again[ARGV[i]] = true end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i = 6 + retries, #ARGV, 2 do
  local entry = redis.call('XRANGE', KEYS[1], ARGV[i], ARGV[i])[1]
  redis.call('XADD', KEYS[5], 'MAXLEN', '~', ARGV[4], '*', 'id', ARGV[i], 'reason', ARGV[i + 1],
    'at', now, 'e', entry and entry[2][2] or '')
end

local done = {}
for _, id in ipairs(ids) do
  if not again[id] then done[#done + 1] = id end
end
if #done > 0 then redis.call('XACK', KEYS[1], ARGV[1], unpack(done)) end
redis.call('SREM', KEYS[4], unpack(ids))
redis.call('HDEL', KEYS[2], ARGV[3])
redis.call('HDEL', KEYS[3], ARGV[3])
return 'done'
