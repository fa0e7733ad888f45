-- Writes the record of a batch before the batch is inserted anywhere. A message can be in one record only, and only its
-- present consumer can put it there.
--
-- KEYS[1] the stream
-- KEYS[2] hash: token -> header of a record, as JSON
-- KEYS[3] hash: token -> its message ids, separated by spaces
-- KEYS[4] set of the message ids in records
-- KEYS[5] integer: how many records there ever were
-- ARGV[1] group   ARGV[2] consumer   ARGV[3] token   ARGV[4] type   ARGV[5] partition   ARGV[6…] message ids in the order of the stream, at most 2,000
--
-- Returns {'created', number of the record, ms of its creation} (also when it had been created by an earlier call),
-- {'taken'} when another consumer owns it now, or {'refused', id, …} with what may not be recorded: nothing was done.
local header = redis.call('HGET', KEYS[2], ARGV[3])
if header then
  local known = cjson.decode(header)
  if known.owner ~= ARGV[2] then return { 'taken' } end
  return { 'created', known.number, known.createdAtMs }
end

local ids = {}
for i = 6, #ARGV do ids[#ids + 1] = ARGV[i] end
if #ids == 0 then return { 'refused' } end
-- In the order of the stream, so that nothing outside of it is looked at.
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ids[1], ids[#ids], 100000, ARGV[2])
local mine = {}
for _, entry in ipairs(pending) do mine[entry[1]] = true end
local recorded = redis.call('SMISMEMBER', KEYS[4], unpack(ids))
local answer = { 'refused' }
for i, id in ipairs(ids) do
  if not mine[id] or recorded[i] == 1 then answer[#answer + 1] = id end
end
if #answer > 1 then return answer end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local number = redis.call('INCR', KEYS[5])
redis.call('HSET', KEYS[2], ARGV[3], cjson.encode({
  owner = ARGV[2], type = ARGV[4], partition = ARGV[5], number = number, createdAtMs = now, takeovers = 0,
}))
redis.call('HSET', KEYS[3], ARGV[3], table.concat(ids, ' '))
redis.call('SADD', KEYS[4], unpack(ids))
return { 'created', number, now }
