"""How the assistant answers: from the focus of the conversation and the records to one `Answer`."""
