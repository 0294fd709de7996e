-- What a processor calls an operation that it still works on (once it has ended the payment itself says it), and since
-- when a person has to find out what came of it.
alter table operations
    add column processor_reference text,
    add column attention_at timestamptz;
