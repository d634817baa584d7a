"""What the assistant knows: sourced, dated records, and the ways to read them. Imports no Rasa."""
