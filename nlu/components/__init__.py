"""The Rasa components of `config.yml`, one a file; each wraps a core of `nlu/` that needs no Rasa."""
