-- Where in a trace an event was made, as the traceparent of W3C Trace Context has it: whoever brings it somewhere, or goes on
-- with what it began, does so in the same trace, on whichever instance. Kept of traces that are recorded alone.
alter table journal add column trace text;
