"""The door for editors: what `piaflow.app.language` tells of a model, over the Language Server Protocol."""
