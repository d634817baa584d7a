"""What an operator does with the knowledge: see what is stale, read feeds, export. One module a command."""
