-- Challenges that nobody answered are declined after a while, oldest first.
create index challenged_operations on simulator.operations (created_at) where status = 'action_required';
