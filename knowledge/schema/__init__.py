"""The typed shape of a record, and the closed vocabularies it draws from."""
