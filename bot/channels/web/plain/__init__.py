"""`/chat`: the conversation as a plain page of forms and links, for browsers without JavaScript."""
