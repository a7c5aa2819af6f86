"""What the reader looks things up in: YAML a domain expert can edit, the gazetteer, and their loaders."""
