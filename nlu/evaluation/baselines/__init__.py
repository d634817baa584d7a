"""Systems to stand beside ours in the same run, trained on the very same examples."""
