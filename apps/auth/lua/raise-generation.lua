-- Raises an organisation's generation and tells everybody, in one step.
-- KEYS[1]  the organisation's generation
-- ARGV[1]  the generation that PostgreSQL is about to commit
-- ARGV[2]  the channel of changes
-- ARGV[3]  the organisation's id
-- Returns  the generation now in force: ARGV[1], or more where Redis was ahead (a commit that failed after its raise)
local generation = tonumber(ARGV[1])
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
if known >= generation then
  generation = known + 1
end
local text = string.format('%d', generation)
redis.call('SET', KEYS[1], text)
redis.call('PUBLISH', ARGV[2], '{"orgId":"' .. ARGV[3] .. '","generation":' .. text .. '}')
return generation
