-- How many bytes data has, so that pages can end by bytes without reading what is behind their end. Rows that were
-- written before have none: whoever reads them counts.
alter table journal add column bytes integer;

alter table payments add column bytes integer;
