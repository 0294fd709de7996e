-- When a key was to end by itself before it was rotated, which brings its end forward: infinity where it was not to end.
-- Null for a key that was not rotated.
alter table api_keys add column own_end timestamptz;
