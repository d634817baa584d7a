"""What the channel keeps: updates to handle, calls to make, and little about each person."""
