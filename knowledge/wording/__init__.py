"""How values and texts are worded in each language: `texts` reads Fluent patterns, `values` words what facts hold."""
