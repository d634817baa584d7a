"""The web channel: signed sessions, streamed answers, history, erasure, and the widget's files."""
