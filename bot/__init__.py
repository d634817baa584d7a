"""How the assistant is reached and run: channels, dialogue, texts, the command line."""
