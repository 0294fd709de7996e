"""The trial of a database that fails over: see docs/high-availability.md."""
