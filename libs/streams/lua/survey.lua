-- Who is dead, and which records wait for a new owner.
--
-- KEYS[1] the stream   KEYS[2] headers of records   KEYS[3] signs of life
-- ARGV[1] group   ARGV[2] the consumer that asks   ARGV[3] after how many ms without a sign of life a consumer is dead
--
-- Returns {{dead consumers}, {token, owner, …} of their records and of the asking consumer's, number of records made}.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function isDead(consumer)
  local seen = redis.call('ZSCORE', KEYS[3], consumer)
  return not seen or now - tonumber(seen) > tonumber(ARGV[3])
end

local dead, seen, records = {}, { [ARGV[2]] = true }, {}
local function consider(consumer)
  if seen[consumer] then return end
  seen[consumer] = true
  if isDead(consumer) then dead[#dead + 1] = consumer end
end
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do consider(consumer[2]) end
local all = redis.call('HGETALL', KEYS[2])
for i = 1, #all, 2 do
  local owner = cjson.decode(all[i + 1]).owner
  consider(owner)
  if owner == ARGV[2] or isDead(owner) then
    records[#records + 1] = all[i]
    records[#records + 1] = owner
  end
end
return { dead, records }
