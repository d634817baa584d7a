"""The reviewer's rules as code: what a record must satisfy before it is published."""
