"""How the assistant understands: language, intent, which records are meant, dates; Rasa components and their cores."""
