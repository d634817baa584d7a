"""Channels: each receives, authenticates and limits its own way, and renders the same `Answer` its own way."""
