-- Whether an operation's processor has told of it since it was taken over: then it is not put off by whoever asked before that.
alter table operations add column hastened boolean not null default false;
