"""The records as a small website of plain files: no server, no outside request, readable without script."""
