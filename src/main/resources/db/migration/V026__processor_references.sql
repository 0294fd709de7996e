-- What a processor calls an operation that it still works on. Once the operation has ended the payment itself says it.
alter table operations add column processor_reference text;
