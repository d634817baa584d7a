"""Tuning of the finer encoder. Run by hand when the training data has changed much; what it makes is committed."""
