-- Who did it, as readers are shown it: in the words of then, since keys are renamed and people go. Of what was recorded
-- before it is not known.
alter table journal add column actor json;
