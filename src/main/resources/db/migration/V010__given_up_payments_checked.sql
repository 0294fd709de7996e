-- Reads all payments, beside those who write them.
alter table payments validate constraint nothing_without_authorization;
