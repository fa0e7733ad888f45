-- Gives up what a replica owns.
--
-- KEYS    1 the owner
-- ARGV    1 this replica
-- Returns 1 where it was the owner.

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
